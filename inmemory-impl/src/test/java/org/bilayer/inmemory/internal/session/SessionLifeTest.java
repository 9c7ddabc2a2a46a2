package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.commit;
import static org.bilayer.inmemory.internal.session.Shop.contents;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.get;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.select;
import static org.bilayer.inmemory.internal.session.Shop.update;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beginning, ending and forgetting sessions; deadlines, interrupts, errors. */
final class SessionLifeTest {

  private final InMemoryStore store = Shop.open();

  @Test
  void levels_areAllGiven() {
    assertThat(store.levels()).isEqualTo(EnumSet.allOf(Level.class));
  }

  @Test
  void call_afterTheEnd_isRefused() {
    var session = begin(store);
    session.commit();
    assertThatThrownBy(() -> session.select(select(CUSTOMER, ALL)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The session has ended.");
    assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
    assertThatCode(session::rollback).doesNotThrowAnyException();
    assertThatCode(session::close).doesNotThrowAnyException();
  }

  @Test
  void close_withoutCommit_rollsBack() {
    try (var session = begin(store)) {
      session.write(List.of(insert(CUSTOMER, customer(1, "Ada"))));
    }
    assertThat(contents(store)).doesNotContain("Ada");
  }

  @Test
  void write_inReadOnlySession_isRefused() {
    try (var session = store.open(SessionOptions.of(Level.SNAPSHOT, true, Optional.empty()))) {
      assertThatThrownBy(() -> session.write(List.of(insert(CUSTOMER, customer(1, "Ada")))))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> session.delete(CUSTOMER, ALL))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void open_closedStore_isRefused() {
    store.close();
    assertThatThrownBy(() -> begin(store)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void call_pastTheDeadline_fails() {
    long deadline = System.nanoTime() - 1;
    try (var session =
        store.open(SessionOptions.of(Level.SNAPSHOT, false, Optional.of(deadline)))) {
      assertThatThrownBy(() -> session.select(select(CUSTOMER, ALL)))
          .isInstanceOf(DeadlineExceededException.class);
      assertThatThrownBy(session::commit).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void commit_interruptedThread_isCancelledWithTheFlagKept() {
    try (var session = begin(store)) {
      session.write(List.of(insert(CUSTOMER, customer(1, "Ada"))));
      Thread.currentThread().interrupt();
      assertThatThrownBy(session::commit).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(contents(store)).doesNotContain("Ada");
  }

  @Test
  void commit_refusedBeforeItBegins_endsTheSession() {
    var session = begin(store);
    session.write(List.of(insert(CUSTOMER, customer(1, "Ada"))));
    Thread.currentThread().interrupt();
    assertThatThrownBy(session::commit).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(session::commit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The session has ended.");
    assertThat(contents(store)).doesNotContain("Ada");
  }

  /** As a layer does that is closed while its units are at work. */
  @Test
  void commit_ofASessionThatAnotherThreadHasEndedMeanwhile_storesNothing() throws Exception {
    var whileLocked = new AtomicReference<Runnable>();
    var busy = new InMemoryStore(Shop.SCHEMA, 1, 1_000, new IsolationRules() {
      @Override
      void validate(Transaction transaction, Root newest, CommitLog commits) {
        Runnable action = whileLocked.getAndSet(null);
        if (action != null) {
          action.run();
        }
        super.validate(transaction, newest, commits);
      }
    });
    InMemorySession session = begin(busy);
    session.write(List.of(insert(CUSTOMER, customer(1, "Ada"))));
    var thrown = new AtomicReference<Throwable>();
    var committing = new Thread(() -> {
      try {
        session.commit();
      } catch (Throwable e) {
        thrown.set(e);
      }
    });
    whileLocked.set(() -> {
      committing.start();
      while (committing.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      session.close();
    });
    commit(busy, insert(CUSTOMER, customer(2, "Bob")));
    committing.join();
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The session has ended.");
    assertThat(contents(busy)).doesNotContain("Ada").contains("Bob");
    assertThat(busy.sessions().count()).isZero();
  }

  @Test
  void commit_ofMoreRowsThanASnapshotMayBeOld_endsTheSessionAsAnyOther() {
    var small = InMemoryStore.create(Shop.SCHEMA, 1, 64);
    InMemorySession session = begin(small);
    for (long id = 1; id <= 100; id++) {
      session.write(List.of(insert(CUSTOMER, customer(id, "n" + id))));
    }
    session.commit();
    assertThatThrownBy(() -> get(session, CUSTOMER, 1L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The session has ended.");
  }

  /** Where rules of isolation are asked: in the middle of reads, writes and commits. */
  private enum Moment {
    STATEMENT,
    READ,
    VALIDATION,
    REBASE
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void error_insideAnOperation_passesThroughAndStoresNothing(Moment failing) {
    var armed = new AtomicReference<Moment>();
    var faulty = new InMemoryStore(Shop.SCHEMA, 1, 1_000, new FailingRules(armed));
    commit(faulty, insert(CUSTOMER, customer(1, "Ada")));
    try (var session = begin(faulty)) {
      session.write(List.of(insert(CUSTOMER, customer(2, "Bob"))));
      commit(faulty, insert(CUSTOMER, customer(3, "Cid")));
      String before = contents(faulty);
      armed.set(failing);
      assertThatThrownBy(() -> {
            session.select(select(CUSTOMER, ALL));
            session.commit();
          })
          .isInstanceOf(StackOverflowError.class)
          .hasMessage(failing.name());
      armed.set(null);
      assertThat(contents(faulty)).isEqualTo(before);
    }
    assertThat(faulty.sessions().count()).isZero();
    commit(faulty, insert(CUSTOMER, customer(4, "Dan")));
    assertThat(contents(faulty)).contains("Dan").doesNotContain("Bob");
  }

  private static final class FailingRules extends IsolationRules {

    private final AtomicReference<Moment> armed;

    FailingRules(AtomicReference<Moment> armed) {
      this.armed = armed;
    }

    private void at(Moment moment) {
      if (armed.get() == moment) {
        throw new StackOverflowError(moment.name());
      }
    }

    @Override
    boolean movesWithEachStatement(Level level) {
      at(Moment.STATEMENT);
      return super.movesWithEachStatement(level);
    }

    @Override
    Root readable(Root seen, Root newest) {
      at(Moment.READ);
      return super.readable(seen, newest);
    }

    @Override
    void validate(Transaction transaction, Root newest, CommitLog commits) {
      at(Moment.VALIDATION);
      super.validate(transaction, newest, commits);
    }

    @Override
    Rebase newRebase(Constraints constraints) {
      return new Rebase(constraints) {
        @Override
        Root onto(Root newest, List<RowChange> changes) {
          at(Moment.REBASE);
          return super.onto(newest, changes);
        }
      };
    }
  }

  @Test
  void stream_afterTheSessionEnded_fails() {
    commit(store, insert(CUSTOMER, customer(1, "Ada")));
    var session = begin(store);
    RowCursor cursor = session.stream(select(CUSTOMER, ALL));
    session.commit();
    assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    cursor.close();
  }

  @Test
  void stream_pastTheDeadlineOrInterrupted_fails() throws InterruptedException {
    commit(store, insert(CUSTOMER, customer(1, "Ada")), insert(CUSTOMER, customer(2, "Bob")));
    long deadline = System.nanoTime() + 1_000_000_000;
    try (var session = begin(store);
        var limited = store.open(SessionOptions.of(Level.SNAPSHOT, false, Optional.of(deadline)));
        RowCursor rows = session.stream(select(CUSTOMER, ALL));
        RowCursor late = limited.stream(select(CUSTOMER, ALL))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(rows::next).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      while (System.nanoTime() - deadline <= 0) {
        Thread.sleep(10);
      }
      assertThatThrownBy(late::next).isInstanceOf(DeadlineExceededException.class);
      assertThat(rows.next()).isNotNull();
    }
  }

  @Test
  void stream_ofAnExpiredSession_doesNotKeepItsRows() throws InterruptedException {
    Object[] old = customer(1, "old");
    commit(store, insert(CUSTOMER, old));
    var row = new WeakReference<>(old);
    try (var session = begin(store);
        RowCursor rows = session.stream(select(CUSTOMER, ALL))) {
      commit(store, update(CUSTOMER, with(CUSTOMER, old, NAME, "new")));
      old = null;
      session.state().expire();
      for (int i = 0; i < 100 && row.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(row.get()).isNull();
      assertThatThrownBy(rows::next).hasMessageContaining("The snapshot is too old");
    }
    assertThat(store.openCursors()).hasValue(0);
  }

  @Test
  void stream_laterWrites_areNotInIt() {
    commit(store, insert(CUSTOMER, customer(1, "Ada")));
    try (var session = begin(store, Level.READ_COMMITTED);
        RowCursor cursor = session.stream(select(CUSTOMER, ALL))) {
      session.write(List.of(insert(CUSTOMER, customer(2, "Bob"))));
      commit(store, insert(CUSTOMER, customer(3, "Eve")));
      assertThat(cursor.next()).isNotNull();
      assertThat(cursor.next()).isNull();
    }
  }

  @Test
  void stream_openCursors_areCounted() {
    try (var session = begin(store)) {
      RowCursor cursor = session.stream(select(CUSTOMER, ALL));
      assertThat(store.openCursors()).hasValue(1);
      cursor.close();
      cursor.close();
      assertThat(store.openCursors()).hasValue(0);
      assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void stream_columns_areProjected() {
    commit(store, insert(CUSTOMER, customer(1, "Ada")));
    try (var session = begin(store);
        RowCursor cursor = session.stream(
            new Select(CUSTOMER, ALL, List.of(), Long.MAX_VALUE, List.of(NAME, 0), Lock.NONE))) {
      assertThat(cursor.next()).containsExactly("Ada", 1L);
    }
  }

  @Test
  void rows_areHandedOutAsTheyWereStored() {
    Object[] ada = customer(1, "Ada");
    commit(store, insert(CUSTOMER, ada));
    try (var session = begin(store)) {
      assertThat(get(session, CUSTOMER, 1L)).isSameAs(ada);
    }
  }

  @Test
  void log_afterSerializableSessions_isEmpty() {
    try (var session = begin(store, Level.SERIALIZABLE)) {
      session.select(select(CUSTOMER, ALL));
      for (long id = 0; id < 100; id++) {
        commit(store, insert(CUSTOMER, customer(id, "n" + id)));
      }
      assertThat(store.logLength()).isEqualTo(100);
    }
    assertThat(store.logLength()).isZero();
    assertThat(store.sessions().count()).isZero();
  }

  @Test
  void log_withoutSerializableSessions_isEmpty() {
    try (var session = begin(store)) {
      session.select(select(CUSTOMER, ALL));
      commit(store, insert(CUSTOMER, customer(1, "Ada")));
      assertThat(store.logLength()).isZero();
    }
  }

  @Test
  void snapshot_olderThanTheStoreKeeps_failsClearlyAndIsLetGo() {
    var small = InMemoryStore.create(Shop.SCHEMA, 1, 64);
    commit(small, insert(CUSTOMER, customer(0, "first")));
    var sessions = new ArrayList<InMemorySession>();
    for (Level level : Level.values()) {
      InMemorySession session = begin(small, level);
      get(session, CUSTOMER, 0L);
      session.write(List.of(insert(CUSTOMER, customer(-1 - sessions.size(), "own" + level))));
      sessions.add(session);
    }
    for (long id = 1; id <= 100; id++) {
      commit(small, insert(CUSTOMER, customer(id, "n" + id)));
    }
    assertThat(small.sessions().count()).isZero();
    assertThat(small.logLength()).isZero();
    for (InMemorySession session : sessions) {
      assertThatThrownBy(() -> get(session, CUSTOMER, 0L))
          .isInstanceOf(WriteConflictException.class)
          .hasMessageContaining("The snapshot is too old");
      assertThatThrownBy(session::commit).isInstanceOf(WriteConflictException.class);
      session.close();
    }
    assertThat(contents(small)).doesNotContain("own");
  }

  /** Nobody retries a unit that is told it has ended; in which moment another thread expires it must not matter. */
  @Test
  void expire_whileTheSessionIsUsed_isNeverTakenForItsEnd() throws InterruptedException {
    int rounds = 20_000;
    var handed = new AtomicReference<InMemorySession>();
    var left = new AtomicInteger(rounds);
    var committing = new Thread(() -> {
      while (left.get() > 0) {
        InMemorySession session = handed.getAndSet(null);
        if (session == null) {
          Thread.onSpinWait();
        } else {
          session.state().expire();
        }
      }
    });
    committing.start();
    try {
      for (; left.get() > 0; left.decrementAndGet()) {
        InMemorySession session = begin(store);
        handed.set(session);
        assertThat(failureOfUse(session))
            .isInstanceOf(WriteConflictException.class)
            .hasMessageContaining("The snapshot is too old");
        session.close();
        assertThat(failureOfUse(session)).isInstanceOf(WriteConflictException.class);
      }
    } finally {
      left.set(0);
      committing.join();
    }
    assertThat(store.sessions().count()).isZero();
  }

  private static RuntimeException failureOfUse(InMemorySession session) {
    while (true) {
      try {
        get(session, CUSTOMER, 1L);
      } catch (RuntimeException e) {
        return e;
      }
    }
  }

  @Test
  void session_lostWithoutClosing_doesNotKeepItsSnapshot() throws InterruptedException {
    Object[] old = customer(1, "old");
    commit(store, insert(CUSTOMER, old));
    var row = new WeakReference<>(old);
    loseSession();
    commit(store, update(CUSTOMER, with(CUSTOMER, old, NAME, "new")));
    old = null;
    for (int i = 0; i < 100 && row.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
      commit(store, insert(CUSTOMER, customer(100 + i, "n" + i)));
    }
    assertThat(row.get()).isNull();
    assertThat(store.sessions().count()).isZero();
    assertThat(store.logLength()).isZero();
  }

  private void loseSession() {
    get(begin(store, Level.SERIALIZABLE), CUSTOMER, 1L);
  }
}
