package org.bilayer.mybatis.others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.mybatis.internal.session.MyBatisStore.Setup;
import org.bilayer.store.Schema;
import org.junit.jupiter.api.Test;

/** A database refuses a question about itself on a connection whose pool has switched auto-commit off. */
final class RefusedQuestionTest {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final AtomicBoolean refuses = new AtomicBoolean();
  private final List<String> calls = new ArrayList<>();
  private final SimpleDataSource pool = () -> {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    return (Connection) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          calls.add(method.getName());
          if (refuses.get() && method.getName().matches("createStatement|prepareStatement")) {
            throw new SQLException("refused by the test", "HY000");
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  };

  @Test
  void opening_refused_rollsBackBeforeTheConnectionReturns() {
    refuses.set(true);
    assertThatThrownBy(() -> MyBatisStore.open(schema(), pool, Setup.PLAIN))
        .isInstanceOf(StorageFailureException.class);
    assertThat(calls).endsWith("rollback", "close");
  }

  @Test
  void differences_refused_rollsBackBeforeTheConnectionReturns() {
    try (MyBatisStore store = MyBatisStore.open(schema(), pool, Setup.PLAIN)) {
      calls.clear();
      refuses.set(true);
      assertThatThrownBy(store::differences).isInstanceOf(StorageFailureException.class);
      assertThat(calls).endsWith("rollback", "close");
    }
  }

  private static Schema schema() {
    return new Bank().schema;
  }
}
