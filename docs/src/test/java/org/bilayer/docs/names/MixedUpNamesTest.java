package org.bilayer.docs.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Planted mistakes: one kind of statement takes the name in Java for the name in the database, or the other way round. The two
 * texts of a person have each other's name, so such a statement does not fail: it reads or writes the other text.
 */
final class MixedUpNamesTest {

  private static final int OPERATIONS = Boolean.getBoolean("bilayer.nightly") ? 10_000 : 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"SELECT", "INSERT", "UPDATE"})
  void statement_withTheNameInJava_isFound(String kind) {
    assertThat(search(sql -> sql.startsWith(kind) ? mixedUp(sql) : sql)).isPresent();
  }

  @Test
  void condition_withTheNameInJava_isFound() {
    assertThat(search(sql -> {
          int where = sql.indexOf(" WHERE ");
          return where < 0 ? sql : sql.substring(0, where) + mixedUp(sql.substring(where));
        }))
        .isPresent();
  }

  @Test
  void nothing_mixedUp_isNotFound() {
    assertThat(search(UnaryOperator.identity())).isEmpty();
  }

  private static Optional<Difference> search(UnaryOperator<String> mistake) {
    return Verification.of(Sales.MODEL)
        .memory(Backends.of(Databases.h2().require(), source -> rewriting(source, mistake)))
        .operations(OPERATIONS, 5 * OPERATIONS)
        .seed(7)
        .search(Databases.h2().require());
  }

  private static String mixedUp(String sql) {
    return sql.replace("\"name\"", "\"?\"")
        .replace("\"nick\"", "\"name\"")
        .replace("\"?\"", "\"nick\"");
  }

  private static DataSource rewriting(DataSource source, UnaryOperator<String> change) {
    return proxy(DataSource.class, source, change);
  }

  /** Passes calls on, and changes the text of statements. */
  private static <T> T proxy(Class<T> type, T target, UnaryOperator<String> change) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.getName().startsWith("prepare") && arguments[0] instanceof String sql) {
            arguments[0] = change.apply(sql);
          }
          Object answer;
          try {
            answer = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          return method.getName().equals("getConnection") && answer instanceof Connection made
              ? proxy(Connection.class, made, change)
              : answer;
        }));
  }
}
