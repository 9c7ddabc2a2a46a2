package org.bilayer.testkit.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that counts the calls of JDBC made through it, on itself, its connections, statements and results, and fails
 * one of them. To try a program with a failure everywhere, fail the first call, then the second, until {@link #failed} is
 * empty.
 *
 * <p>One thread at a time.
 */
public final class FailingDataSource implements DataSource {

  /** How a call fails. */
  public enum Failure {
    /** The connection is lost before the call reaches the database. */
    LOST_BEFORE,
    /** The database does what the call says, and the connection is lost before the answer. */
    LOST_AFTER,
    /** The driver throws an exception that is none of JDBC's; the connection goes on. */
    RUNTIME_EXCEPTION,
    /** The driver runs out of stack; the connection goes on. */
    ERROR
  }

  private final DataSource target;
  private long left = Long.MAX_VALUE;
  private Failure failure = Failure.LOST_BEFORE;
  private Optional<String> failed = Optional.empty();

  /** Passes calls on to a data source. */
  public FailingDataSource(DataSource target) {
    this.target = target;
  }

  /**
   * Fails a call, and no other.
   *
   * @param nth counted from now, 1 for the next
   */
  public void fail(long nth, Failure how) {
    left = nth;
    failure = how;
    failed = Optional.empty();
  }

  /** The call that failed, such as {@code Connection.commit}; empty if there were not so many. */
  public Optional<String> failed() {
    return failed;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (isDue("DataSource.getConnection")) {
      if (failure == Failure.LOST_AFTER) {
        target.getConnection().close();
      }
      throw failing();
    }
    return new Link(target.getConnection()).connection();
  }

  private boolean isDue(String call) {
    if (--left != 0) {
      return false;
    }
    failed = Optional.of(call);
    return true;
  }

  /** Throws what is neither SQLException nor to be returned. */
  private SQLException failing() {
    return switch (failure) {
      case LOST_BEFORE, LOST_AFTER ->
        new SQLException("The connection is lost [" + failed.orElse("") + "]", "08006");
      case RUNTIME_EXCEPTION ->
        throw new IllegalStateException("An error of the driver [" + failed.orElse("") + "]");
      case ERROR -> throw new StackOverflowError("made by hand [" + failed.orElse("") + "]");
    };
  }

  /** One connection with all that comes from it. */
  private final class Link {

    private final Connection connection;
    private boolean lost;

    Link(Connection connection) {
      this.connection = connection;
    }

    Connection connection() {
      return proxy(Connection.class, connection);
    }

    private <T> T proxy(Class<T> type, T object) {
      return type.cast(Proxy.newProxyInstance(
          FailingDataSource.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
              return method.getName().equals("equals")
                  ? (Object) (proxy == arguments[0])
                  : invoke(object, method, arguments);
            }
            return call(type.getSimpleName(), object, method, arguments);
          }));
    }

    private @Nullable Object call(
        String type, Object object, Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      String name = method.getName();
      boolean ends = object == connection && (name.equals("close") || name.equals("abort"));
      if (lost && !ends) {
        throw new SQLException(
            "The connection was lost before [" + type + "." + name + "]", "08003");
      }
      if (!isDue(type + "." + name)) {
        return wrapped(invoke(object, method, arguments));
      }
      if (ends || failure == Failure.LOST_AFTER) {
        // What gives a connection back does so, and fails afterwards.
        invoke(object, method, arguments);
      }
      if (failure == Failure.LOST_BEFORE || failure == Failure.LOST_AFTER) {
        lost = true;
        if (!ends) {
          connection.abort(Runnable::run);
        }
      }
      throw failing();
    }

    private @Nullable Object wrapped(@Nullable Object result) {
      if (result instanceof PreparedStatement statement) {
        return proxy(PreparedStatement.class, statement);
      }
      if (result instanceof Statement statement) {
        return proxy(Statement.class, statement);
      }
      return result instanceof ResultSet rows ? proxy(ResultSet.class, rows) : result;
    }
  }

  private static @Nullable Object invoke(
      Object object, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    throw new SQLException("Call getConnection() without a user.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
