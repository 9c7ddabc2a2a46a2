package org.bilayer.testkit.backend;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks a database, on a connection of its own, how many sessions of one schema wait for locks. Thread-safe. */
final class LockWaits implements AutoCloseable {

  private static final String H2 =
      "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";

  /** Connections to a test's schema carry its name, see {@link org.bilayer.testkit.database.TestSchema}. */
  private static final String POSTGRESQL = "SELECT count(*) FROM pg_stat_activity"
      + " WHERE wait_event_type = 'Lock' AND application_name = current_setting('application_name')";

  /*
   * MariaDB's table of transactions shows an old state as long as anybody goes on asking; its report is always fresh, but
   * knows threads only.
   */
  private static final String MARIADB = "SHOW ENGINE INNODB STATUS";

  private static final String MARIADB_THREADS =
      "SELECT id FROM information_schema.processlist WHERE db = database()";
  private static final Pattern MARIADB_WAIT =
      Pattern.compile("\nLOCK WAIT [^\n]*\nMariaDB thread id (?<thread>\\d+),");

  private final DataSource dataSource;
  private @Nullable Connection connection;

  LockWaits(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  synchronized int count() {
    try (Statement statement = connection().createStatement()) {
      String product = connection().getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> number(statement, H2);
        case "PostgreSQL" -> number(statement, POSTGRESQL);
        case "MariaDB" -> waitingThreads(statement);
        default -> throw new SQLException("The testkit cannot read lock waits of " + product + ".");
      };
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not report lock waits.", e);
    }
  }

  private static int number(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getInt(1);
    }
  }

  private static int waitingThreads(Statement statement) throws SQLException {
    Set<Long> threads = new HashSet<>();
    try (ResultSet ours = statement.executeQuery(MARIADB_THREADS)) {
      while (ours.next()) {
        threads.add(ours.getLong(1));
      }
    }
    try (ResultSet report = statement.executeQuery(MARIADB)) {
      report.next();
      String status = report.getString("Status");
      // What comes before it tells of the last deadlock.
      return (int) MARIADB_WAIT
          .matcher(status.substring(status.indexOf("LIST OF TRANSACTIONS FOR EACH SESSION")))
          .results()
          .filter(wait -> threads.contains(Long.valueOf(wait.group(1))))
          .count();
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      connection = open;
    }
    return open;
  }

  @Override
  public synchronized void close() throws SQLException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
