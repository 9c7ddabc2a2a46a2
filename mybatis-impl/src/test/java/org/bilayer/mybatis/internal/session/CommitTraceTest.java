package org.bilayer.mybatis.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SqlRecorder;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.FailureKind;
import org.bilayer.mybatis.internal.session.CommitTrace.Verdict;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What another connection finds out about a transaction by what it left behind. */
@ParameterizedClass
@EnumSource(Server.class)
final class CommitTraceTest {

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private final List<Connection> connections = new ArrayList<>();
  private TestDatabase database;
  private Dialect dialect;
  private CommitTrace trace;
  private Connection unit;

  @BeforeEach
  void leave() throws SQLException {
    database = server.create();
    database.create(bank.schema).close();
    dialect = MyBatisStore.dialect(bank.schema, database.pool(), Optional.empty());
    trace = dialect.tellsTransactionStatus()
        ? new TransactionNumber()
        : new CommitToken(dialect, UUID.randomUUID());
    unit = connect();
    write(unit);
    trace.leave(unit);
  }

  @AfterEach
  void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    database.close();
  }

  private Connection connect() throws SQLException {
    Connection connection = database.unpooled().getConnection();
    connections.add(connection);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  private void write(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + dialect.quote("account")
          + " (" + dialect.quote("id") + ", " + dialect.quote("owner") + ", "
          + dialect.quote("version")
          + ") VALUES (1, 'Ada', 1)");
    }
  }

  private Verdict follow() throws SQLException {
    Connection other = connect();
    try {
      return trace.follow(other, 1);
    } finally {
      other.rollback();
    }
  }

  @Test
  void follow_aTransactionThatIsCommitted_saysSo_alwaysAgain() throws SQLException {
    unit.commit();
    assertThat(follow()).isEqualTo(Verdict.COMMITTED);
    assertThat(follow()).isEqualTo(Verdict.COMMITTED);
  }

  @Test
  void follow_aTransactionThatIsRolledBack_saysSo_alwaysAgain() throws SQLException {
    unit.rollback();
    assertThat(follow()).isEqualTo(Verdict.NOT_COMMITTED);
    assertThat(follow()).isEqualTo(Verdict.NOT_COMMITTED);
  }

  @Test
  void follow_aTransactionThatIsRunning_givesNoVerdict() throws SQLException {
    Throwable thrown = catchThrowable(() -> assertThat(follow()).isEqualTo(Verdict.OPEN));
    if (thrown != null) {
      assertThat(thrown).as("a wait that took too long").isInstanceOf(SQLException.class);
    }
    unit.commit();
    assertThat(follow()).isEqualTo(Verdict.COMMITTED);
  }

  @Test
  void followedToken_ofATransactionThatIsNotCommitted_canNeverBeLeftAgain() throws SQLException {
    if (dialect.tellsTransactionStatus()) {
      return;
    }
    unit.rollback();
    assertThat(follow()).isEqualTo(Verdict.NOT_COMMITTED);
    assertThatThrownBy(() -> trace.leave(unit))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(dialect.errorCodes().kind(e)).isEqualTo(FailureKind.UNIQUE));
  }

  /** What a unit sends that writes, or reads alone. */
  private List<String> sent(boolean writing, boolean resolving) {
    unrelated();
    var recorder = new SqlRecorder(database.pool());
    try (Store store =
            MyBatisStore.open(bank.schema, recorder.dataSource(), MyBatisStore.Setup.PLAIN);
        StoreSession session = store.open(
            SessionOptions.of(Level.SNAPSHOT, false, Optional.empty()).resolveCommit(resolving))) {
      recorder.clear();
      bank.get(session, 7L);
      if (writing) {
        session.write(List.of(bank.addAccount(resolving ? 8 : 9)));
      }
      session.commit();
    }
    return recorder.sent();
  }

  private void unrelated() {
    try {
      unit.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void unit_thatAsksForIt_andWrites_sendsOneStatementMore() {
    List<String> plain = sent(true, false);
    List<String> resolving = new ArrayList<>(sent(true, true));
    assertThat(resolving)
        .filteredOn(
            sql -> sql.contains("txid_current_if_assigned") || sql.contains("bilayer_commit"))
        .hasSize(1);
    assertThat(resolving).hasSize(plain.size() + 1);
  }

  @Test
  void unit_thatAsksForIt_andOnlyReads_sendsNothingMore() {
    assertThat(sent(false, true)).isEqualTo(sent(false, false));
  }
}
