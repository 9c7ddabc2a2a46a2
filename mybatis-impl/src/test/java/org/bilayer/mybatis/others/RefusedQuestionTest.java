package org.bilayer.mybatis.others;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.mybatis.internal.session.MyBatisStore.Setup;
import org.bilayer.store.Schema;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** A database refuses a question about itself on a connection whose pool has switched auto-commit off. */
final class RefusedQuestionTest {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final AtomicBoolean refuses = new AtomicBoolean();
  private Connection lent;
  private final SimpleDataSource pool = () -> {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    lent = mock(Connection.class, call -> {
      if (refuses.get() && call.getMethod().getName().matches("createStatement|prepareStatement")) {
        throw new SQLException("refused by the test", "HY000");
      }
      return delegatesTo(connection).answer(call);
    });
    return lent;
  };

  @Test
  void opening_refused_rollsBackBeforeTheConnectionReturns() throws SQLException {
    refuses.set(true);
    assertThatThrownBy(() -> MyBatisStore.open(schema(), pool, Setup.PLAIN))
        .isInstanceOf(StorageFailureException.class);
    assertEndsWithRollbackAndClose();
  }

  @Test
  void differences_refused_rollsBackBeforeTheConnectionReturns() throws SQLException {
    try (MyBatisStore store = MyBatisStore.open(schema(), pool, Setup.PLAIN)) {
      refuses.set(true);
      assertThatThrownBy(store::differences).isInstanceOf(StorageFailureException.class);
      assertEndsWithRollbackAndClose();
    }
  }

  private void assertEndsWithRollbackAndClose() throws SQLException {
    InOrder calls = inOrder(lent);
    calls.verify(lent).rollback();
    calls.verify(lent).close();
    calls.verifyNoMoreInteractions();
  }

  private static Schema schema() {
    return new Bank().schema;
  }
}
