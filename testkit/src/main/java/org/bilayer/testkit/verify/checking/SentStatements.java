package org.bilayer.testkit.verify.checking;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The statements that are sent through a data source, one entry each time one is executed. Thread-safe. */
public final class SentStatements {

  private static final Pattern WRITE = Pattern.compile(
      "\\b(INSERT\\s+INTO|DELETE\\s+FROM|UPDATE\\s+[\"`\\w])", Pattern.CASE_INSENSITIVE);

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

  /** The data source, watched. */
  public DataSource watched(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        (name, arguments, result) ->
            result instanceof Connection connection ? watched(connection) : result);
  }

  private Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, arguments, result) ->
            result instanceof PreparedStatement statement && arguments.length > 0
                ? watched(statement, String.valueOf(arguments[0]))
                : result);
  }

  private PreparedStatement watched(PreparedStatement statement, String text) {
    return proxy(PreparedStatement.class, statement, (name, arguments, result) -> {
      if (name.startsWith("execute")) {
        texts.add(text);
      }
      return result;
    });
  }

  private interface After {
    Object of(String method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(Proxy.newProxyInstance(
        SentStatements.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
          Object[] arguments = given == null ? new Object[0] : given;
          Object result;
          try {
            result = method.invoke(target, given);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          return after.of(method.getName(), arguments, result);
        }));
  }

  void forget() {
    texts.clear();
  }

  /** Those that read. */
  List<String> reads() {
    return texts().stream().filter(text -> !WRITE.matcher(text).find()).toList();
  }

  /** Those that write. */
  List<String> writes() {
    return texts().stream().filter(text -> WRITE.matcher(text).find()).toList();
  }

  private List<String> texts() {
    synchronized (texts) {
      return List.copyOf(texts);
    }
  }
}
