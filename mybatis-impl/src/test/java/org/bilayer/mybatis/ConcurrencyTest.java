package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Select;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What two transactions may do to each other. */
@ParameterizedClass
@EnumSource(Server.class)
final class ConcurrencyTest {

  @Parameter
  Server server;

  private final Bank bank = new Bank();
  private final ExecutorService other = Executors.newCachedThreadPool();
  private TestDatabase database;
  private Store store;

  @BeforeEach
  void open() {
    database = server.create();
    store = database.create(bank.schema);
    commit(bank.addAccount(1), bank.addAccount(2));
  }

  @AfterEach
  void drop() throws InterruptedException {
    other.shutdown();
    assertThat(other.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    store.close();
    database.close();
  }

  private StoreSession begin(Level level) {
    return TestDatabase.open(store, level);
  }

  private void commit(Write... writes) {
    try (StoreSession session = begin(Level.READ_COMMITTED)) {
      session.write(List.of(writes));
      session.commit();
    }
  }

  private List<Level> snapshotLevels() {
    return store.levels().stream()
        .filter(level -> level != Level.READ_COMMITTED)
        .toList();
  }

  // --- what a level shows

  @Test
  void readCommitted_showsWhatOthersCommitted_snapshotDoesNot() {
    try (StoreSession committed = begin(Level.READ_COMMITTED);
        StoreSession snapshot = begin(Level.SNAPSHOT)) {
      assertThat(bank.get(committed, 1L, 3L)).hasSize(1);
      assertThat(bank.get(snapshot, 1L, 3L)).hasSize(1);
      commit(bank.addAccount(3), bank.setBalance(1, "1.00", 1));
      assertThat(bank.get(committed, 1L, 3L)).hasSize(2);
      assertThat(bank.get(snapshot, 1L, 3L)).hasSize(1);
      assertThat(bank.get(snapshot, 1L).get(0)[Bank.VERSION]).isEqualTo(1L);
    }
  }

  @Test
  void snapshot_isOneAcrossTables() {
    try (StoreSession snapshot = begin(Level.SNAPSHOT)) {
      assertThat(bank.get(snapshot, 1L)).hasSize(1);
      commit(bank.addTransfer(new UUID(1, 1), 1L));
      assertThat(snapshot.select(new Select(
              bank.transfer,
              new Condition.Always(true),
              List.of(),
              Long.MAX_VALUE,
              List.of(),
              Lock.NONE)))
          .isEmpty();
    }
  }

  @Test
  void updateOfARowThatChangedSince_isAConflictOrStale_neverLost() {
    for (Level level : store.levels()) {
      StoreSession late = begin(level);
      Object[] before = bank.get(late, 1L).get(0);
      long version = (Long) before[Bank.VERSION];
      if (level == Level.SERIALIZABLE && server == Server.MARIADB) {
        late.close(); // readers lock there, so the other one would wait
        continue;
      }
      commit(bank.setBalance(1, "1.00", version));
      try {
        assertThat(late.write(List.of(bank.setBalance(1, "2.00", version)))).containsExactly(0);
      } catch (ConflictException e) {
        assertThat(e.isRetryable()).isTrue();
      }
      late.close();
    }
  }

  @Test
  void bulkUpdateAfterAnotherCommit_atSnapshot_isAConflict() {
    for (Level level : snapshotLevels()) {
      StoreSession late = begin(level);
      bank.get(late, 1L, 2L);
      if (level == Level.SERIALIZABLE && server == Server.MARIADB) {
        late.close(); // readers lock there, so the other one would wait
        continue;
      }
      long version = (Long) bank.get(late, 2L).get(0)[Bank.VERSION];
      commit(bank.setBalance(2, "1.00", version));
      assertThatThrownBy(() -> late.update(new BulkUpdate(
              bank.account,
              new Condition.Always(true),
              List.of(new BulkUpdate.Assignment(Bank.RANK, false, (short) 9)))))
          .isInstanceOf(ConflictException.class);
      late.close();
    }
  }

  @Test
  void deadlock_endsOneOfTheTwo() throws Exception {
    try (StoreSession one = begin(Level.READ_COMMITTED);
        StoreSession two = begin(Level.READ_COMMITTED)) {
      one.write(List.of(bank.setBalance(1, "1.00", 1)));
      two.write(List.of(bank.setBalance(2, "2.00", 1)));
      Future<?> waiting = other.submit(() -> {
        int[] counts = one.write(List.of(bank.setBalance(2, "1.00", 1)));
        one.commit();
        return counts;
      });
      DataException failure = null;
      try {
        two.write(List.of(bank.setBalance(1, "2.00", 1)));
      } catch (DataException e) {
        failure = e;
      }
      two.rollback();
      try {
        waiting.get(10, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        failure = (DataException) e.getCause();
      }
      assertThat(failure).isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void insertOfTheSameKeyTwice_isAViolationOrAConflict() throws Exception {
    for (Level level : store.levels()) {
      try (StoreSession one = begin(level);
          StoreSession two = begin(level)) {
        long id = 100L + level.name().length();
        bank.get(two, 1L);
        one.write(List.of(bank.addAccount(id)));
        Future<?> second = other.submit(() -> two.write(List.of(bank.addAccount(id))));
        Thread.sleep(100);
        one.commit();
        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(DataException.class)
            .cause()
            .isInstanceOfAny(UniqueViolationException.class, ConflictException.class);
      }
    }
  }

  // --- references stay whole

  @Test
  void referenceAddedWhileItsTargetIsRemoved_leavesNoOrphan() throws Exception {
    for (Level level : store.levels()) {
      for (int round = 0; round < 25; round++) {
        race(level, round);
      }
      assertThat(orphans()).as("%s", level).isZero();
    }
  }

  private void race(Level level, int round) throws Exception {
    long id = 1000L + level.name().length() * 1000L + round;
    commit(bank.addAccount(id));
    Future<Boolean> adder = other.submit(() -> attempt(level, session -> {
      pause();
      session.write(List.of(bank.addTransfer(new UUID(level.name().length(), round), id)));
    }));
    Future<Boolean> remover = other.submit(() -> attempt(level, session -> {
      pause();
      session.write(List.of(bank.removeAccount(id, 1)));
    }));
    boolean added = adder.get(20, TimeUnit.SECONDS);
    boolean removed = remover.get(20, TimeUnit.SECONDS);
    assertThat(added && removed).isFalse();
  }

  private interface Work {
    void on(StoreSession session) throws InterruptedException;
  }

  private boolean attempt(Level level, Work work) throws InterruptedException {
    try (StoreSession session = begin(level)) {
      bank.get(session, 1L);
      work.on(session);
      pause();
      session.commit();
      return true;
    } catch (ConflictException | ForeignKeyViolationException e) {
      return false;
    }
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(ThreadLocalRandom.current().nextInt(4));
  }

  private int orphans() {
    String sql = "SELECT COUNT(*) FROM transfer WHERE account_id IS NOT NULL AND account_id NOT IN"
        + " (SELECT id FROM account)";
    String quoted = server == Server.H2
        ? sql.replaceAll("(transfer|account_id|account|\\bid\\b)", "\"$1\"")
        : sql;
    return Integer.parseInt(database.query(quoted).get(0));
  }

  @Test
  void targetRemovedAfterAReferenceCommitted_withAnOldSnapshot_isRefused() {
    for (Level level : snapshotLevels()) {
      if (level == Level.SERIALIZABLE && server == Server.MARIADB) {
        continue; // readers lock there, so the other one would wait
      }
      for (boolean bulk : new boolean[] {false, true}) {
        long id = 500L + level.name().length() * 2L + (bulk ? 1 : 0);
        commit(bank.addAccount(id));
        StoreSession late = begin(level);
        bank.get(late, 1L);
        commit(bank.addTransfer(new UUID(id, 1), id));
        assertThatThrownBy(() -> {
              if (bulk) {
                late.delete(bank.account, new Condition.Compare(Bank.ID, Operator.EQ, id));
              } else {
                late.write(List.of(bank.removeAccount(id, 1)));
              }
            })
            .isInstanceOfAny(ConflictException.class, ForeignKeyViolationException.class);
        late.close();
      }
    }
  }

  @Test
  void referringRowAndTargetRemovedTogether_isLegal() {
    for (Level level : store.levels()) {
      commit(bank.addAccount(7), bank.addTransfer(new UUID(7, 7), 7L));
      commit(bank.addAccount(8), bank.addTransfer(new UUID(8, 8), 8L));
      try (StoreSession session = begin(level)) {
        assertThat(session.write(List.of(
                new Write.Delete(bank.transfer, Key.of(new UUID(7, 7)), 1),
                bank.removeAccount(7, 1))))
            .containsExactly(1, 1);
        assertThat(session.delete(
                bank.transfer, new Condition.Compare(0, Operator.EQ, new UUID(8, 8))))
            .isEqualTo(1);
        assertThat(session.delete(bank.account, new Condition.Compare(Bank.ID, Operator.EQ, 8L)))
            .isEqualTo(1);
        session.commit();
      }
    }
  }

  @Test
  void hotRow_countsEveryIncrement() throws Exception {
    var workers = new ArrayList<Future<Integer>>();
    for (int worker = 0; worker < 4; worker++) {
      workers.add(other.submit(() -> {
        int done = 0;
        while (done < 20) {
          try (StoreSession session = begin(Level.SNAPSHOT)) {
            Object[] row = bank.get(session, 1L).get(0).clone();
            long version = (Long) row[Bank.VERSION];
            row[Bank.VERSION] = version + 1;
            var update =
                new Write.Update(bank.account, Key.of(1L), row, new int[] {Bank.VERSION}, version);
            if (session.write(List.of(update))[0] == 1) {
              session.commit();
              done++;
            }
          } catch (ConflictException e) {
            Thread.sleep(1);
          }
        }
        return done;
      }));
    }
    for (Future<Integer> worker : workers) {
      assertThat(worker.get(60, TimeUnit.SECONDS)).isEqualTo(20);
    }
    try (StoreSession session = begin(Level.SNAPSHOT)) {
      assertThat(bank.get(session, 1L).get(0)[Bank.VERSION]).isEqualTo(81L);
    }
  }
}
