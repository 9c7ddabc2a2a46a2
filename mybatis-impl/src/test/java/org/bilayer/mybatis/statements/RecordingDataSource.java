package org.bilayer.mybatis.statements;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is sent to the database, in order: one line for each statement executed, with the number of rows of a
 * batch in front, and COMMIT and ROLLBACK. One thread at a time.
 */
final class RecordingDataSource implements DataSource {

  private final DataSource target;
  private final List<String> lines = new ArrayList<>();

  RecordingDataSource(DataSource target) {
    this.target = target;
  }

  /** What was sent since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return recorded(target.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return recorded(target.getConnection(user, password));
  }

  private Connection recorded(Connection connection) {
    return proxy(Connection.class, (proxy, method, arguments) -> {
      Object result = invoke(connection, method, arguments);
      String name = method.getName();
      if (name.equals("commit") || (commitsBySwitching(name, arguments) && !isEnded())) {
        lines.add("COMMIT");
      } else if (name.equals("rollback")) {
        lines.add(arguments == null ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT");
      } else if (name.equals("setSavepoint")) {
        lines.add("SAVEPOINT");
      } else if (result instanceof PreparedStatement statement) {
        return recorded(PreparedStatement.class, statement, (String) arguments[0]);
      } else if (result instanceof Statement statement) {
        return recorded(Statement.class, statement, "");
      }
      return result;
    });
  }

  /** Switching auto-commit on commits what is open. */
  private static boolean commitsBySwitching(String method, @Nullable Object[] arguments) {
    return method.equals("setAutoCommit") && arguments[0].equals(true);
  }

  private boolean isEnded() {
    String last = lines.isEmpty() ? "COMMIT" : lines.get(lines.size() - 1);
    return last.equals("COMMIT") || last.equals("ROLLBACK") || last.endsWith(";COMMIT");
  }

  private <S extends Statement> S recorded(Class<S> type, S statement, String sql) {
    var batch = new int[1];
    return proxy(type, (proxy, method, arguments) -> {
      String name = method.getName();
      if (name.equals("addBatch")) {
        batch[0]++;
      } else if (name.equals("executeBatch")) {
        lines.add(batch[0] + " x " + sql);
        batch[0] = 0;
      } else if (name.startsWith("execute")) {
        lines.add(arguments == null || arguments.length == 0 ? sql : (String) arguments[0]);
      }
      return invoke(statement, method, arguments);
    });
  }

  private static <P> P proxy(Class<P> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(
        RecordingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
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
