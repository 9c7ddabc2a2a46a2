package org.bilayer.mybatis.migration;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Passes connections of PostgreSQL on, and looks each second whom their sessions wait for. Logs whoever it is, and stops the
 * statement after the time allowed. Thread-safe.
 */
final class WatchedSessions implements DataSource, AutoCloseable {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(WatchedSessions.class);
  private static final long PAUSE_MILLIS = 1_000;
  private static final int LOOKS_BEFORE_LOG = 2;

  private static final String BLOCKERS = "SELECT DISTINCT a.pid AS waiting, " + OtherSession.COLUMNS
      + " FROM pg_stat_activity a CROSS JOIN LATERAL unnest(pg_blocking_pids(a.pid)) AS w (pid)"
      + " JOIN pg_stat_activity b ON b.pid = w.pid WHERE a.pid = ANY (?) ORDER BY b.pid";

  private final MigratedDatabase database;
  private final Duration allowed;
  private final Set<Integer> pids = ConcurrentHashMap.newKeySet();
  private final Thread watcher;
  private volatile boolean closed;
  private volatile @Nullable String waitedFor;

  WatchedSessions(MigratedDatabase database, Duration allowed) {
    this.database = database;
    this.allowed = allowed;
    this.watcher = new Thread(this::watch, "bilayer-migration-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** The sessions for which a statement was waiting when it was stopped. */
  Optional<String> whoWasWaitedFor() {
    return Optional.ofNullable(waitedFor);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = database.dataSource().getConnection();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      pids.add(row.getInt(1));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    return connection;
  }

  private void watch() {
    int looks = 0;
    long since = System.nanoTime();
    while (pause()) {
      Optional<Wait> found = look();
      if (found.isEmpty()) {
        looks = 0;
        since = System.nanoTime();
        continue;
      }
      looks++;
      if (looks == LOOKS_BEFORE_LOG) {
        LOG.warn(
            "A migration waits for {}. It goes on when the transaction ends.",
            found.get().blockers());
      }
      if (System.nanoTime() - since > allowed.toNanos()) {
        stop(found.get());
      }
    }
  }

  private boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      return false;
    }
    return !closed;
  }

  private record Wait(Set<Integer> waiting, String blockers) {}

  private Optional<Wait> look() {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(BLOCKERS)) {
      statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
      var waiting = new TreeSet<Integer>();
      var blockers = new java.util.LinkedHashSet<OtherSession>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          waiting.add(row.getInt("waiting"));
          blockers.add(OtherSession.of(row));
        }
      }
      return blockers.isEmpty()
          ? Optional.empty()
          : Optional.of(new Wait(
              waiting,
              blockers.stream().map(OtherSession::toString).collect(Collectors.joining(", "))));
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The sessions of the migrations could not be looked at.", e);
      return Optional.empty();
    }
  }

  private void stop(Wait wait) {
    waitedFor = wait.blockers();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
      for (int pid : wait.waiting()) {
        statement.setInt(1, pid);
        statement.execute();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A migration that waits for {} could not be stopped.", wait.blockers(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }

  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    return database.dataSource().getConnection(username, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return database.dataSource().getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    database.dataSource().setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.dataSource().setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.dataSource().getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.dataSource().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.dataSource().isWrapperFor(type);
  }
}
