package org.bilayer.testkit.backend;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections for the next unit of work, as every application does, and counts those in use, so that a test can see
 * one that was not given back. Like an ordinary pool it resets what JDBC knows of a connection and nothing else.
 *
 * <p>With a limit it lends with auto-commit off, and refuses the connection above the limit at once: whoever holds the others is
 * the one who asks, so that waiting would have no end.
 *
 * <p>Thread-safe.
 */
final class ConnectionPool implements DataSource, AutoCloseable {

  private final DataSource source;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final OptionalInt limit;
  private int inUse;
  private int inUseMax;

  ConnectionPool(DataSource source, OptionalInt limit) {
    this.source = source;
    this.limit = limit;
  }

  /** The most connections that were asked for at the same time since the last call, the refused ones included. */
  synchronized int takeInUseMax() {
    int max = inUseMax;
    inUseMax = inUse;
    return max;
  }

  /** How many connections are not given back. */
  synchronized int inUse() {
    return inUse;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = taken();
    try {
      Connection open = connection == null ? source.getConnection() : connection;
      if (limit.isPresent()) {
        open.setAutoCommit(false);
      }
      return lent(open);
    } catch (SQLException | RuntimeException e) {
      notTaken();
      throw e;
    }
  }

  private synchronized void notTaken() {
    inUse--;
  }

  private synchronized @Nullable Connection taken() throws SQLException {
    inUseMax = Math.max(inUseMax, inUse + 1);
    if (limit.isPresent() && inUse >= limit.getAsInt()) {
      throw new SQLException(
          "The pool has no connection left [connections=" + limit.getAsInt() + "].");
    }
    Connection connection = idle.poll();
    while (connection != null && !connection.isValid(5)) {
      connection.close();
      connection = idle.poll();
    }
    inUse++;
    return connection;
  }

  /** A connection whose {@code close} gives it back. */
  private Connection lent(Connection connection) {
    boolean[] returned = new boolean[1];
    return (Connection) Proxy.newProxyInstance(
        ConnectionPool.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "close" -> {
              if (!returned[0]) {
                returned[0] = true;
                giveBack(connection);
              }
              return null;
            }
            case "isClosed" -> {
              return returned[0] || connection.isClosed();
            }
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            default -> {
              if (returned[0]) {
                throw new SQLException("The connection was returned to its pool already.");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }
          }
        });
  }

  private synchronized void giveBack(Connection connection) throws SQLException {
    inUse--;
    if (connection.isClosed()) {
      return;
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    connection.setReadOnly(false);
    idle.push(connection);
  }

  /** Closes the connections that are not in use. */
  @Override
  public synchronized void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
    idle.clear();
  }

  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    return source.getConnection(username, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
