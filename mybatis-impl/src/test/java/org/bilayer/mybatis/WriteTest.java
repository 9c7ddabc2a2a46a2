package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.Tables;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a flush writes, what it counts, and what refuses it. */
@ParameterizedClass
@EnumSource(Server.class)
final class WriteTest {

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private final Table log = Tables.table("log")
      .key("id", StoredType.of(Kind.INT64))
      .nullable("text", StoredType.text(20))
      .nullable("account_id", StoredType.of(Kind.INT64))
      .version()
      .reference("log_account_fkey", "account", 2)
      .build()
      .withIdentity();
  private final Sequence numbers = new Sequence("numbers", 50);
  private TestDatabase database;
  private Store store;
  private StoreSession session;

  @BeforeEach
  void open() {
    database = server.create();
    store = database.create(
        new Schema(List.of(bank.account, bank.transfer, bank.line, log), List.of(numbers)));
    session = TestDatabase.open(store, Level.SNAPSHOT);
  }

  @AfterEach
  void drop() {
    session.close();
    store.close();
    database.close();
  }

  private List<Write> accounts(int count) {
    var writes = new ArrayList<Write>();
    for (int id = 1; id <= count; id++) {
      writes.add(bank.addAccount(id));
    }
    return writes;
  }

  @Test
  void write_ofManyKinds_countsEach() {
    UUID transfer = new UUID(5, 5);
    assertThat(session.write(List.of(
            bank.addAccount(1),
            bank.addAccount(2),
            bank.addTransfer(transfer, 1L),
            bank.addLine(transfer, 1, "a"),
            bank.addLine(transfer, 2, null),
            bank.setBalance(1, "5.00", 1),
            bank.setBalance(2, "6.00", 7),
            bank.removeAccount(2, 9),
            bank.removeAccount(2, 1),
            bank.removeAccount(2, 1))))
        .containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 1, 0);
    assertThat(bank.get(session, 1L, 2L))
        .containsExactly(new Object[] {1L, "owner 1", new BigDecimal("5.00"), (short) 1, 2L});
  }

  @Test
  void write_ofAThousandRows_countsTheStaleOnesInTheMiddle() {
    assertThat(session.write(accounts(1000))).hasSize(1000).containsOnly(1);
    var updates = new ArrayList<Write>();
    for (int id = 1; id <= 1000; id++) {
      updates.add(bank.setBalance(id, "7.00", id % 100 == 0 ? 3 : 1));
    }
    int[] counts = session.write(updates);
    for (int i = 0; i < 1000; i++) {
      assertThat(counts[i]).isEqualTo((i + 1) % 100 == 0 ? 0 : 1);
    }
    var deletes = new ArrayList<Write>();
    for (int id = 1; id <= 1000; id++) {
      deletes.add(bank.removeAccount(id, 2));
    }
    counts = session.write(deletes);
    for (int i = 0; i < 1000; i++) {
      assertThat(counts[i]).isEqualTo((i + 1) % 100 == 0 ? 0 : 1);
    }
    assertThat(session.select(bank.where(new Condition.Always(true)))).hasSize(10);
  }

  @Test
  void write_ofUpdatesWithDifferentColumns_changesEachAsAsked() {
    session.write(accounts(20));
    var updates = new ArrayList<Write>();
    for (int id = 1; id <= 20; id++) {
      updates.add(id % 2 == 0 ? bank.setBalance(id, "3.00", 1) : bank.rename(id, "new " + id));
    }
    assertThat(session.write(updates)).containsOnly(1);
    assertThat(bank.get(session, 3L).get(0))
        .containsExactly(3L, "new 3", new BigDecimal("10.00"), (short) 3, 2L);
    assertThat(bank.get(session, 4L).get(0))
        .containsExactly(4L, "owner 4", new BigDecimal("3.00"), (short) 4, 2L);
  }

  @Test
  void write_thatFreesAUniqueValueBeforeItIsTaken_isLegal() {
    session.write(accounts(30));
    var chain = new ArrayList<Write>();
    chain.add(bank.rename(1, "free"));
    for (int id = 2; id <= 30; id++) {
      chain.add(bank.rename(id, "owner " + (id - 1)));
    }
    assertThat(session.write(chain)).containsOnly(1);
    assertThat(bank.get(session, 30L).get(0)[Bank.OWNER]).isEqualTo("owner 29");
  }

  @Test
  void insert_ofATakenKey_namesThePrimaryKey() {
    session.write(accounts(1));
    assertViolation(
        UniqueViolationException.class,
        "account",
        "account_pkey",
        List.of(bank.addAccount(1, "somebody else", null, null)));
  }

  @Test
  void insert_ofATakenValue_namesTheUniqueKey() {
    session.write(accounts(1));
    assertViolation(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        List.of(bank.addAccount(2, "owner 1", null, null)));
  }

  @Test
  void update_toATakenValue_namesTheUniqueKey() {
    session.write(accounts(2));
    assertViolation(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        List.of(bank.rename(2, "owner 1")));
  }

  @Test
  void duplicateInTheMiddleOfABatch_namesTheUniqueKey() {
    List<Write> writes = accounts(100);
    writes.add(50, bank.addAccount(1000, "owner 5", null, null));
    assertViolation(UniqueViolationException.class, "account", "account_owner_key", writes);
  }

  @Test
  void valueThatLooksLikeAConstraint_doesNotMislead() {
    String name = "x' for key 'account_pkey";
    session.write(List.of(bank.addAccount(1, name, null, null)));
    assertViolation(
        UniqueViolationException.class,
        "account",
        "account_owner_key",
        List.of(bank.addAccount(2, name, null, null)));
  }

  @Test
  void insert_ofAReferenceToNothing_namesTheForeignKey() {
    assertViolation(
        ForeignKeyViolationException.class,
        "transfer",
        "transfer_account_fkey",
        List.of(bank.addTransfer(new UUID(1, 1), 99L)));
  }

  @Test
  void delete_ofAReferredRow_namesTheForeignKey() {
    session.write(List.of(bank.addAccount(1), bank.addTransfer(new UUID(1, 1), 1L)));
    assertViolation(
        ForeignKeyViolationException.class,
        "transfer",
        "transfer_account_fkey",
        List.of(bank.removeAccount(1, 1)));
  }

  @Test
  void insert_thatFailsACheck_namesTheCheck() {
    assertViolation(
        CheckViolationException.class,
        "account",
        "account_balance_check",
        List.of(bank.addAccount(1, "Ada", "-0.01", null)));
  }

  @Test
  void check_withNull_passes() {
    assertThat(session.write(List.of(bank.addAccount(1, "Ada", null, null)))).containsExactly(1);
  }

  private void assertViolation(
      Class<? extends ConstraintViolationException> type,
      String table,
      String constraint,
      List<? extends Write> writes) {
    assertThatThrownBy(() -> session.write(List.copyOf(writes))).isInstanceOfSatisfying(type, e -> {
      assertThat(e.table()).isEqualTo(table);
      assertThat(e.constraint()).isEqualTo(constraint);
      assertThat(e.getCause()).isNotNull();
    });
    session.rollback();
  }

  // --- by condition

  private BulkUpdate bulk(Condition where, BulkUpdate.Assignment... assignments) {
    return new BulkUpdate(bank.account, where, List.of(assignments));
  }

  @Test
  void update_byCondition_raisesVersions() {
    session.write(accounts(5));
    Condition some = new Condition.Compare(Bank.ID, Operator.LE, 3L);
    assertThat(session.update(bulk(
            some,
            new BulkUpdate.Assignment(Bank.BALANCE, true, new BigDecimal("0.50")),
            new BulkUpdate.Assignment(Bank.RANK, false, null))))
        .isEqualTo(3);
    assertThat(bank.get(session, 2L).get(0))
        .containsExactly(2L, "owner 2", new BigDecimal("10.50"), null, 2L);
    assertThat(session.update(bulk(some, new BulkUpdate.Assignment(Bank.RANK, true, (short) 5))))
        .isEqualTo(3);
    assertThat(bank.get(session, 2L).get(0)[Bank.RANK]).isNull();
    assertThat(bank.get(session, 5L).get(0)[Bank.VERSION]).isEqualTo(1L);
  }

  @Test
  void update_byConditionWithoutADifference_countsTheRowsItMet() {
    session.write(accounts(5));
    assertThat(session.update(bulk(
            new Condition.Always(true),
            new BulkUpdate.Assignment(Bank.BALANCE, false, new BigDecimal("10.00")))))
        .isEqualTo(5);
  }

  @Test
  void increment_outOfRange_isAnInvalidValue() {
    session.write(List.of(bank.addAccount(1, "Ada", "99999999999999999.00", 32767)));
    Object savepoint = session.savepoint();
    assertThatThrownBy(() -> session.update(bulk(
            new Condition.Always(true),
            new BulkUpdate.Assignment(Bank.BALANCE, true, new BigDecimal("1.00")))))
        .isInstanceOf(InvalidValueException.class);
    session.rollbackTo(savepoint);
    assertThatThrownBy(() -> session.update(bulk(
            new Condition.Always(true), new BulkUpdate.Assignment(Bank.RANK, true, (short) 1))))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void delete_byCondition_countsTheRows() {
    session.write(accounts(5));
    assertThat(session.delete(bank.account, new Condition.Compare(Bank.ID, Operator.GT, 3L)))
        .isEqualTo(2);
    assertThat(session.delete(bank.account, new Condition.Always(true))).isEqualTo(3);
  }

  @Test
  void update_byCondition_ofAReference_isChecked() {
    session.write(
        List.of(bank.addAccount(1), bank.addAccount(2), bank.addTransfer(new UUID(1, 1), 1L)));
    var assignment = new BulkUpdate.Assignment(1, false, 2L);
    assertThat(session.update(
            new BulkUpdate(bank.transfer, new Condition.Always(true), List.of(assignment))))
        .isEqualTo(1);
    var wrong = new BulkUpdate.Assignment(1, false, 9L);
    assertThatThrownBy(() -> session.update(
            new BulkUpdate(bank.transfer, new Condition.Always(true), List.of(wrong))))
        .isInstanceOf(ForeignKeyViolationException.class);
  }

  // --- generated keys and sequences

  @Test
  void insertGenerated_returnsTheKeyOfTheRow() {
    session.write(List.of(bank.addAccount(1)));
    Key first = session.insertGenerated(log, new Object[] {null, "a", 1L, 1L});
    Key second = session.insertGenerated(log, new Object[] {null, "b", null, 1L});
    assertThat((Long) second.value(0)).isGreaterThan((Long) first.value(0));
    assertThat(session.write(List.of(new Write.Delete(log, first, 1)))).containsExactly(1);
    assertThatThrownBy(() -> session.insertGenerated(log, new Object[] {null, "c", 9L, 1L}))
        .isInstanceOf(ForeignKeyViolationException.class);
  }

  @Test
  void nextBlock_isNeverReturnedAgain_evenAfterRollback() {
    long first = session.nextBlock(numbers);
    long second = session.nextBlock(numbers);
    session.rollback();
    try (StoreSession other = TestDatabase.open(store, Level.READ_COMMITTED)) {
      assertThat(second).isGreaterThanOrEqualTo(first + 50);
      assertThat(other.nextBlock(numbers)).isGreaterThanOrEqualTo(second + 50);
    }
  }

  // --- savepoints

  @Test
  void savepoint_canBeReturnedToAgainAndAgain_andNests() {
    session.write(accounts(1));
    Object outer = session.savepoint();
    session.write(List.of(bank.addAccount(2)));
    Object inner = session.savepoint();
    session.write(List.of(bank.addAccount(3)));
    session.rollbackTo(inner);
    assertThat(bank.get(session, 2L, 3L)).hasSize(1);
    session.write(List.of(bank.addAccount(4)));
    session.release(inner);
    session.rollbackTo(outer);
    assertThat(bank.get(session, 1L, 2L, 3L, 4L)).hasSize(1);
    session.write(List.of(bank.addAccount(5)));
    session.rollbackTo(outer);
    session.release(outer);
    session.commit();
    try (StoreSession other = TestDatabase.open(store, Level.SNAPSHOT)) {
      assertThat(bank.get(other, 1L, 2L, 3L, 4L, 5L)).hasSize(1);
    }
  }

  @Test
  void savepoint_survivesAViolation() {
    session.write(accounts(1));
    Object savepoint = session.savepoint();
    assertThatThrownBy(() -> session.write(accounts(1)))
        .isInstanceOf(UniqueViolationException.class);
    session.rollbackTo(savepoint);
    assertThat(session.write(List.of(bank.addAccount(2)))).containsExactly(1);
    session.commit();
  }

  @Test
  void savepoint_asTheFirstCall_isOneInTheRightTransaction() {
    Object savepoint = session.savepoint();
    session.write(accounts(1));
    session.rollbackTo(savepoint);
    session.commit();
    assertThat(database.query("SELECT COUNT(*) FROM account"
            .replace("account", server == Server.H2 ? "\"account\"" : "account")))
        .containsExactly("0");
  }
}
