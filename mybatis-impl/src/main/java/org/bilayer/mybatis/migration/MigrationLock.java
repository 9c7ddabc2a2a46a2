package org.bilayer.mybatis.migration;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.zip.CRC32;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.mybatis.internal.connection.Failures;

/** The lock of PostgreSQL by which one instance at a time migrates a schema. Ends with its connection. For one thread. */
final class MigrationLock implements AutoCloseable {

  private static final int SPACE = 0x62696c79; // "bily"
  private static final long PAUSE_MILLIS = 100;

  private final Connection connection;
  private final int key;

  private MigrationLock(Connection connection, int key) {
    this.connection = connection;
    this.key = key;
  }

  /**
   * Waits for the lock.
   *
   * @throws LockTimeoutException if another session keeps it too long; the message names the session
   */
  static MigrationLock take(MigratedDatabase database, String history, Duration wait) {
    var crc = new CRC32();
    crc.update((database.schema() + "." + history).getBytes(StandardCharsets.UTF_8));
    try {
      var lock = new MigrationLock(database.connect(), (int) crc.getValue());
      try {
        lock.waitFor(wait);
        return lock;
      } catch (SQLException | RuntimeException e) {
        lock.connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.whileAsking(e, "The lock of the migrations could not be taken");
    }
  }

  private void waitFor(Duration wait) throws SQLException {
    long end = System.nanoTime() + wait.toNanos();
    while (!asks("SELECT pg_try_advisory_lock(?, ?)")) {
      if (System.nanoTime() - end > 0) {
        throw new LockTimeoutException(
            "Another instance applies migrations, and did not end in the time allowed [allowed="
                + wait + "]; nothing was"
                + " changed. It is " + holder()
                + ". Start again later; if no instance runs, end that session with pg_terminate_backend.",
            null);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "The thread was interrupted while it waited for another instance that applies migrations; nothing was changed.",
          e);
    }
  }

  private boolean asks(String sql) throws SQLException {
    try (PreparedStatement statement = prepared(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setInt(1, SPACE);
    statement.setInt(2, key);
    return statement;
  }

  private String holder() throws SQLException {
    try (PreparedStatement statement = prepared("SELECT " + OtherSession.COLUMNS
            + " FROM pg_locks l JOIN pg_stat_activity b ON b.pid = l.pid"
            + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2"
            + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND l.classid::bigint = ?::bigint AND l.objid::bigint = (?::bigint & 4294967295)");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? OtherSession.of(row).toString() : "no longer there";
    }
  }

  @Override
  public void close() {
    try (connection) {
      asks("SELECT pg_advisory_unlock(?, ?)");
    } catch (SQLException e) {
      // The connection is gone, and the lock with it.
    }
  }
}
