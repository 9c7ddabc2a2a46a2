package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What PostgreSQL servers that are started for tests have in common. */
final class ThrowAwayPostgres {

  /*
   * Nobody needs these servers after a crash. Not waiting for the disk made 1 000 commits and 150
   * statements of DDL twelve times faster (1.76 s to 0.15 s); wal_level=minimal and a smaller WAL
   * segment brought nothing more.
   */
  static final List<String> FAST =
      List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

  private ThrowAwayPostgres() {}

  static ServerAddress address(int port, String database) {
    return new ServerAddress(
        new JdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database), "postgres", "");
  }

  /** Creates the database that a found server has as well. */
  static ServerAddress createTestDatabase(int port) throws ServerNotFoundException {
    ServerAddress maintenance = address(port, "postgres");
    try (Connection connection = maintenance.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE test");
      return address(port, "test");
    } catch (SQLException e) {
      throw new ServerNotFoundException(
          "it started, but has no database for tests: " + maintenance.explain(e));
    }
  }
}
