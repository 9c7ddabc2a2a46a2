package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Short ways to run SQL in these tests. */
final class Sql {

  /** The servers that are services of this machine, as these tests look at them from outside. */
  static final ServerAddress POSTGRESQL =
      new ServerAddress(new JdbcUrl("jdbc:postgresql://127.0.0.1:5432/test"), "postgres", "");

  static final ServerAddress MARIADB = new ServerAddress(
      new JdbcUrl("jdbc:mariadb://127.0.0.1:3306/test?sslMode=disable"), "root", "");

  private Sql() {}

  static void run(DataSource dataSource, String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(connection, statements);
    }
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static List<String> strings(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /** Every schema of a server, whoever made it. */
  static List<String> schemas(ServerAddress server) throws SQLException {
    try (Connection connection = server.connect()) {
      return strings(connection, "SELECT schema_name FROM information_schema.schemata");
    }
  }
}
