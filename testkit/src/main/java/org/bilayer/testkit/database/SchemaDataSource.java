package org.bilayer.testkit.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain connections to one schema, remembered weakly so that those a test leaves open can be ended.
 * Thread-safe.
 */
final class SchemaDataSource implements DataSource {

  private final ServerAddress address;
  private final String schema;
  private final Set<Connection> handedOut = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile int loginTimeoutSeconds;
  private boolean closed;

  SchemaDataSource(ServerAddress address, String schema) {
    this.address = address;
    this.schema = schema;
  }

  @Override
  public Connection getConnection() throws SQLException {
    refuseIfClosed();
    Connection connection = address.connect();
    try {
      remember(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Makes no more connections and ends the open ones, whatever they are doing; says how many those
   * were.
   */
  int close() {
    Set<Connection> toEnd;
    synchronized (this) {
      closed = true;
      toEnd = Set.copyOf(handedOut);
      handedOut.clear();
    }
    int ended = 0;
    for (Connection connection : toEnd) {
      try {
        if (!connection.isClosed()) {
          ended++;
          connection.abort(Runnable::run);
        }
      } catch (SQLException e) {
        // The server ends it, or the drop that follows waits for it and says so.
      }
    }
    return ended;
  }

  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "Cannot connect as another user: a schema for a test has one user [schema=" + schema
            + ", user=" + username + "]. Call getConnection() without a user.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "A data source for tests has no log writer. Set one at the driver.");
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeoutSeconds;
  }

  /** Remembered for pools that ask for it, and not used: the URL decides, by {@code connectTimeout}. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeoutSeconds = seconds;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("A data source for tests does not log.");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("A data source for tests wraps nothing [asked=" + type.getName() + "].");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return "data source of " + address;
  }

  private synchronized void remember(Connection connection) throws SQLException {
    refuseIfClosed();
    handedOut.add(connection);
  }

  private synchronized void refuseIfClosed() throws SQLException {
    if (closed) {
      throw new SQLException(
          "Cannot connect: the schema was closed [schema=" + schema + "]. Ask for a new schema.");
    }
  }
}
