package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.HoldsLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.SqlRecorder;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.RowCursor;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a session, and what becomes of its connection. */
@ExtendWith(HoldsLog.class)
@ParameterizedClass
@EnumSource(Server.class)
final class SessionTest {

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private TestDatabase database;
  private Store store;

  @BeforeEach
  void open() {
    database = server.create();
    store = database.create(bank.schema);
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(bank.addAccount(1), bank.addAccount(2)));
      session.commit();
    }
  }

  @AfterEach
  void drop() {
    assertThat(database.pool().getHikariPoolMXBean().getActiveConnections()).isZero();
    store.close();
    database.close();
  }

  private static SessionOptions within(Duration time) {
    return SessionOptions.of(
        Level.SNAPSHOT, false, Optional.of(System.nanoTime() + time.toNanos()));
  }

  // --- levels

  @Test
  void levels_areThoseTheDatabaseGives() {
    assertThat(store.levels())
        .isEqualTo(
            server == Server.H2
                ? Set.of(Level.READ_COMMITTED, Level.SNAPSHOT)
                : Set.of(Level.values()));
  }

  @Test
  void open_atALevelThatIsNotOffered_isRefused() {
    if (server == Server.H2) {
      assertThatThrownBy(() -> TestDatabase.open(store, Level.SERIALIZABLE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("H2 2.5")
          .hasMessageContaining("does not offer the level SERIALIZABLE");
    }
  }

  // --- ends

  @Test
  void commit_makesWritesVisible_rollbackForgetsThem() {
    try (StoreSession one = TestDatabase.open(store, Level.SNAPSHOT);
        StoreSession two = TestDatabase.open(store, Level.READ_COMMITTED)) {
      one.write(List.of(bank.addAccount(3)));
      assertThat(bank.get(two, 3L)).isEmpty();
      one.commit();
      assertThat(bank.get(two, 3L)).hasSize(1);
      two.write(List.of(bank.addAccount(4)));
      two.rollback();
    }
    try (StoreSession three = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(three, 3L, 4L)).hasSize(1);
    }
  }

  @Test
  void close_withoutCommit_rollsBack() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(bank.addAccount(3)));
    }
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(session, 3L)).isEmpty();
    }
  }

  @Test
  void callAfterTheEnd_isRefused() {
    StoreSession session = TestDatabase.open(store, Level.SNAPSHOT);
    session.commit();
    assertThatThrownBy(() -> bank.get(session, 1L)).isInstanceOf(IllegalStateException.class);
    session.rollback();
    session.close();
  }

  @Test
  void call_onASessionOfAClosedStore_isRefused_andItsConnectionGoesBack() {
    try (var pool = database.poolOf(2)) {
      Store other = MyBatisStore.open(bank.schema, pool, MyBatisStore.Setup.PLAIN);
      StoreSession session = TestDatabase.open(other, Level.SNAPSHOT);
      session.write(List.of(bank.addAccount(3)));
      other.close();
      assertThatThrownBy(() -> bank.get(session, 3L))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The store is closed.");
      assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> TestDatabase.open(other, Level.SNAPSHOT))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(other::differences).isInstanceOf(IllegalStateException.class);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(session, 3L)).isEmpty();
    }
  }

  // --- the connection goes back as it came

  @Test
  void connection_goesBackWithItsSettings() throws SQLException {
    for (boolean autoCommit : new boolean[] {true, false}) {
      for (int isolation :
          new int[] {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_SERIALIZABLE}) {
        try (Connection connection = database.unpooled().getConnection()) {
          connection.setTransactionIsolation(isolation);
          connection.setAutoCommit(autoCommit);
          String before = settings(connection);
          Store lent =
              MyBatisStore.open(bank.schema, lending(connection), MyBatisStore.Setup.PLAIN);
          for (Level level : store.levels()) {
            try (StoreSession session = TestDatabase.open(lent, level)) {
              session.write(List.of(bank.setBalance(1, "1.00", 9)));
              session.commit();
            }
            try (StoreSession session = TestDatabase.open(lent, level)) {
              bank.get(session, 1L);
            }
          }
          try (StoreSession session = lent.open(within(Duration.ofMinutes(1)))) {
            bank.get(session, 1L);
            session.commit();
          }
          assertThat(settings(connection)).isEqualTo(before);
        }
      }
    }
  }

  private String settings(Connection connection) throws SQLException {
    String sql = switch (server) {
      case H2 ->
        "SELECT ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()";
      case POSTGRESQL -> "SHOW default_transaction_isolation";
      case MARIADB ->
        "SELECT concat(@@tx_isolation, @@innodb_snapshot_isolation, @@autocommit, @@max_sort_length)";
    };
    try (Statement statement = connection.createStatement()) {
      var rows = statement.executeQuery(sql);
      rows.next();
      String found = rows.getString(1) + " " + connection.getAutoCommit() + " "
          + connection.getTransactionIsolation() + " " + connection.isReadOnly() + " "
          + statement.getQueryTimeout();
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return found;
    }
  }

  /** Lends one connection, again and again. */
  private static SimpleDataSource lending(Connection connection) {
    return () -> {
      Connection lent = mock(Connection.class, delegatesTo(connection));
      doNothing().when(lent).close();
      return lent;
    };
  }

  @Test
  void connection_ofAPoolWithoutAutoCommit_isOwnedAllTheSame() {
    try (var pool = database.poolWithoutAutoCommit()) {
      Store other = MyBatisStore.open(bank.schema, pool, MyBatisStore.Setup.PLAIN);
      try (StoreSession session = TestDatabase.open(other, Level.SNAPSHOT)) {
        session.write(List.of(bank.addAccount(3)));
        session.commit();
      }
      try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
        assertThat(bank.get(session, 3L)).hasSize(1);
      }
    }
  }

  @Test
  void connection_inSomebodyElsesTransaction_isRefused() throws SQLException {
    try (Connection connection = database.unpooled().getConnection()) {
      connection.setAutoCommit(false);
      Store lent = MyBatisStore.open(bank.schema, lending(connection), MyBatisStore.Setup.PLAIN);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            server == Server.MARIADB
                ? "UPDATE account SET balance = 5"
                : "UPDATE \"account\" SET \"balance\" = 5");
      }
      try (StoreSession session = TestDatabase.open(lent, Level.READ_COMMITTED)) {
        assertThatThrownBy(() -> bank.get(session, 1L))
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("other code began");
      }
    }
  }

  @Test
  void rollbackThatFails_discardsTheConnection() {
    var recorder = new SqlRecorder(database.pool());
    Store other = MyBatisStore.open(bank.schema, recorder.dataSource(), MyBatisStore.Setup.PLAIN);
    StoreSession session = TestDatabase.open(other, Level.SNAPSHOT);
    session.write(List.of(bank.addAccount(3)));
    recorder.failOn("rollback");
    assertThatThrownBy(session::rollback).isInstanceOf(UnavailableException.class);
    assertThat(recorder.aborted()).isEqualTo(1);
    assertThat(recorder.open()).isZero();
    try (StoreSession next = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(next, 3L)).isEmpty();
    }
  }

  @Test
  void restoringThatFails_discardsTheConnection_andKeepsTheCommit() {
    if (server == Server.MARIADB) {
      return; // restores by SQL, not by a method that could fail here
    }
    var recorder = new SqlRecorder(database.pool());
    Store other = MyBatisStore.open(bank.schema, recorder.dataSource(), MyBatisStore.Setup.PLAIN);
    try (StoreSession session = TestDatabase.open(other, Level.SNAPSHOT)) {
      session.write(List.of(bank.addAccount(3)));
      bank.get(session, 3L); // everything is set by now, what is left is to restore it
      recorder.failOn("setAutoCommit");
      session.commit();
    }
    assertThat(recorder.aborted()).isEqualTo(1);
    assertThat(recorder.open()).isZero();
    try (StoreSession next = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(next, 3L)).hasSize(1);
    }
  }

  @Test
  void commitWhoseAnswerIsLost_isUnknown() {
    var recorder = new SqlRecorder(database.pool());
    Store other = MyBatisStore.open(bank.schema, recorder.dataSource(), MyBatisStore.Setup.PLAIN);
    StoreSession session = TestDatabase.open(other, Level.SNAPSHOT);
    session.write(List.of(bank.addAccount(3)));
    recorder.failOn("commit");
    assertThatThrownBy(session::commit)
        .isInstanceOf(CommitUnknownException.class)
        .hasMessageContaining("COMMIT");
    assertThat(recorder.aborted()).isEqualTo(1);
    assertThat(recorder.open()).isZero();
  }

  // --- limits

  @Test
  void interruptedThread_isCancelledBeforeTheCall_andKeepsItsFlag() {
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> bank.get(session, 1L)).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void deadlineThatHasPassed_endsTheCall() {
    try (StoreSession session = store.open(within(Duration.ofNanos(1)))) {
      assertThatThrownBy(() -> bank.get(session, 1L)).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void deadline_endsAWaitForALock() {
    try (StoreSession holder = TestDatabase.open(store, Level.READ_COMMITTED);
        StoreSession waiter = store.open(within(Duration.ofMillis(900)))) {
      holder.write(List.of(bank.setBalance(1, "1.00", 1)));
      assertThatThrownBy(() -> waiter.write(List.of(bank.setBalance(1, "2.00", 1))))
          .isInstanceOfAny(DeadlineExceededException.class, LockTimeoutException.class);
    }
  }

  @Test
  void poolThatIsExhausted_isSaid() {
    try (var pool = database.poolOf(1)) {
      Store small = MyBatisStore.open(bank.schema, pool, MyBatisStore.Setup.PLAIN);
      try (StoreSession one = TestDatabase.open(small, Level.SNAPSHOT);
          StoreSession two = TestDatabase.open(small, Level.SNAPSHOT)) {
        bank.get(one, 1L);
        assertThatThrownBy(() -> bank.get(two, 1L)).isInstanceOf(PoolExhaustedException.class);
      }
    }
  }

  @Test
  void connectionThatIsCutOff_isUnavailable_andReplaced() throws SQLException {
    if (server == Server.H2) {
      return; // nothing to cut
    }
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      session.write(List.of(bank.addAccount(3)));
      kill();
      assertThatThrownBy(() -> bank.get(session, 1L)).isInstanceOf(UnavailableException.class);
    }
    try (StoreSession next = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(next, 1L, 3L)).hasSize(1);
    }
  }

  private void kill() throws SQLException {
    if (server == Server.POSTGRESQL) {
      database.query("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_class c"
          + " ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = current_schema() AND l.pid <> pg_backend_pid()");
      return;
    }
    for (String id : database.query("SELECT id FROM information_schema.processlist WHERE db ="
        + " database() AND id <> connection_id()")) {
      database.execute("KILL " + id);
    }
  }

  // --- failures

  @Test
  void badStatement_isAStorageFailureThatNamesIt_withoutValues() {
    database.execute(
        server == Server.MARIADB
            ? "ALTER TABLE account DROP COLUMN `rank`"
            : "ALTER TABLE \"account\" DROP COLUMN \"rank\"");
    try (StoreSession session = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThatThrownBy(() ->
              session.select(bank.where(new Condition.Compare(Bank.OWNER, Operator.EQ, "secret"))))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("org.bilayer.sql.account.select#")
          .hasMessageContaining("sqlState=42")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void unreachableDatabase_isUnavailable() {
    SimpleDataSource nowhere = () -> {
      throw new SQLException("nobody there", "08001");
    };
    assertThatThrownBy(() -> MyBatisStore.open(bank.schema, nowhere, MyBatisStore.Setup.PLAIN))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void failureInTheMiddle_leavesRollbackPossible() {
    StoreSession session = TestDatabase.open(store, Level.SNAPSHOT);
    session.write(List.of(bank.addAccount(3)));
    assertThatThrownBy(() -> session.write(List.of(bank.addAccount(3))))
        .isInstanceOf(DataException.class);
    session.rollback();
    try (StoreSession next = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(next, 3L)).isEmpty();
    }
  }

  @Test
  void cursorLeftOpen_isClosedWithTheSession() {
    for (boolean commit : new boolean[] {true, false}) {
      StoreSession session = TestDatabase.open(store, Level.SNAPSHOT);
      RowCursor cursor = session.stream(bank.where(new Condition.Always(true)));
      assertThat(cursor.next()).isNotNull();
      if (commit) {
        session.commit();
      } else {
        session.rollback();
      }
      cursor.close();
      session.close();
    }
  }
}
