package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bilayer.Bulk;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.engine.Engine;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;

/** Chapter 8 of the catalogue: what is undone, what others see, and who waits for whom. */
public abstract class CatalogueTransactionContract extends CatalogueContract {

  /**
   * An account.
   *
   * @param owner unique
   * @param balance not negative
   */
  private record Account(int id, String owner, int balance) {

    static Account of(int id, int balance) {
      return new Account(id, "owner " + id, balance);
    }

    Account with(int next) {
      return new Account(id, owner, next);
    }
  }

  private static final Column<Account, Integer> ID = Column.of("id", Codec.int32(), Account::id);
  private static final Column<Account, String> OWNER =
      Column.of("owner", Codec.text(20), Account::owner);
  private static final Column<Account, Integer> BALANCE =
      Column.of("balance", Codec.int32(), Account::balance);
  private static final Mapping<Account, Integer> ACCOUNTS = Mapping.of(Account.class, "account", ID)
      .with(OWNER, BALANCE)
      .unique("account_owner_key", OWNER)
      .check("account_balance_check", BALANCE.ge(0))
      .construct(row -> new Account(row.get(ID), row.get(OWNER), row.get(BALANCE)));

  private static final Model MODEL = Model.of(ACCOUNTS);

  private static final long PATIENCE_SECONDS = 60;

  @Override
  protected final Model model() {
    return MODEL;
  }

  private static Repository<Account, Integer> accounts(UnitOfWork work) {
    return work.repository(ACCOUNTS);
  }

  private void storeAccounts(int count) {
    data()
        .run(work ->
            IntStream.range(0, count).forEach(id -> accounts(work).add(Account.of(id, 10))));
  }

  private int balance(int id) {
    return read(ACCOUNTS, id).balance();
  }

  /** The levels that the backend under test offers. */
  private List<UnitOptions> everyLevel() {
    return Arrays.stream(Level.values())
        .filter(backend().levels()::contains)
        .map(UnitOptions.defaults()::level)
        .toList();
  }

  // --- two units at a time ---

  /** Does things at the same time, each on a thread of its own, and returns what each threw. */
  @SafeVarargs
  private static List<Optional<Throwable>> together(Callable<Boolean>... things)
      throws InterruptedException, TimeoutException {
    ExecutorService threads = Executors.newFixedThreadPool(things.length);
    try {
      var running = new ArrayList<Future<Boolean>>();
      for (Callable<Boolean> thing : things) {
        running.add(threads.submit(thing));
      }
      var thrown = new ArrayList<Optional<Throwable>>();
      for (Future<Boolean> each : running) {
        try {
          each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          thrown.add(Optional.empty());
        } catch (ExecutionException e) {
          thrown.add(Optional.ofNullable(e.getCause()));
        }
      }
      return thrown;
    } finally {
      threads.shutdownNow();
    }
  }

  /** A unit of work that first does one thing, waits until its rival did so too, and then does another and commits. */
  private Callable<Boolean> rival(
      UnitOptions options,
      CyclicBarrier both,
      Consumer<UnitOfWork> first,
      Consumer<UnitOfWork> then) {
    return () -> {
      try (UnitOfWork work = data().begin(options)) {
        first.accept(work);
        both.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        then.accept(work);
        work.commit();
        return true;
      }
    };
  }

  /** Checks that all failures are conflicts, which are worth a retry, and returns how many units had none. */
  private static int successes(List<Optional<Throwable>> thrown) {
    int successes = 0;
    for (Optional<Throwable> failure : thrown) {
      if (failure.isEmpty()) {
        successes++;
      } else {
        assertThat(failure.get()).isInstanceOf(ConflictException.class);
        assertThat(((DataException) failure.get()).isRetryable()).isTrue();
      }
    }
    return successes;
  }

  // --- 8.1 rollback ---

  @Test
  @CatalogueEntry("8.1")
  void entry_8_1_rollback_undoesAddUpdateRemovalAndBulkChange() {
    storeAccounts(3);
    Contents before = Contents.of(data());

    uncommitted(work -> {
      accounts(work).add(Account.of(9, 9));
      accounts(work).change(0, account -> account.with(0));
      accounts(work).remove(accounts(work).get(1));
      work.flush();
      accounts(work).where(ID.eq(2)).set(BALANCE, 77).update();
      assertThat(accounts(work).find(Query.orderedBy(ID.asc())))
          .extracting(Account::id)
          .containsExactly(0, 2, 9);
    });

    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  @CatalogueEntry("8.1")
  void entry_8_1_exceptionOfTheApplication_undoesTheUnit() {
    storeAccounts(1);

    IllegalStateException failure = refused(IllegalStateException.class, work -> {
      accounts(work).change(0, account -> account.with(0));
      work.flush();
      throw new IllegalStateException("the application's own");
    });

    assertThat(failure).hasMessage("the application's own");
  }

  // --- 8.2 and 8.3 after a failure ---

  @Test
  @CatalogueEntry("8.2")
  @CatalogueEntry("8.3")
  void entry_8_2_entry_8_3_unitThatFailed_refusesEverythingAndItsCommitSaysSo() {
    storeAccounts(1);
    Contents before = Contents.of(data());

    try (UnitOfWork work = data().begin()) {
      accounts(work).add(Account.of(1, 10));
      work.flush();
      accounts(work).add(Account.of(0, 10));
      UniqueViolationException first = thrown(UniqueViolationException.class, work::flush);

      for (Runnable call : List.<Runnable>of(
          () -> accounts(work).find(1),
          () -> accounts(work).count(Specification.all()),
          () -> accounts(work).add(Account.of(2, 10)),
          work::flush,
          () -> work.attempt(part -> accounts(part).find(1)),
          work::commit)) {
        assertThat(thrown(UnitOfWorkFailedException.class, call))
            .hasMessageContaining("was rolled back; nothing of it is stored")
            .hasCause(first);
      }
      work.rollback();
    }

    assertThat(Contents.of(data())).isEqualTo(before);
  }

  @Test
  @CatalogueEntry("8.2")
  @CatalogueEntry("8.3")
  void entry_8_2_entry_8_3_failureThatTheWorkSwallows_isNotSwallowedByTheCommit() {
    storeAccounts(1);

    UnitOfWorkFailedException failure = refused(UnitOfWorkFailedException.class, work -> {
      accounts(work).add(Account.of(1, 10));
      accounts(work).add(Account.of(0, 10));
      thrown(UniqueViolationException.class, work::flush);
    });

    assertThat(failure).hasCauseInstanceOf(UniqueViolationException.class);
  }

  // --- 8.4 attempts ---

  @Test
  @CatalogueEntry("8.4")
  void entry_8_4_attemptThatFails_isUndoneAndTheUnitGoesOn() {
    storeAccounts(2);

    data().run(work -> {
      Account loaded = accounts(work).get(0);
      accounts(work).change(1, account -> account.with(11));
      thrown(
          UniqueViolationException.class,
          () -> work.attempt(part -> {
            accounts(part).change(0, account -> account.with(99));
            accounts(part).add(Account.of(5, 10));
            part.flush();
            accounts(part).add(new Account(6, "owner 5", 10));
          }));
      assertThat(accounts(work).get(0)).isSameAs(loaded);
      assertThat(accounts(work).find(5)).isEmpty();
      accounts(work).add(Account.of(7, 10));
    });

    assertThat(all(ACCOUNTS))
        .containsExactlyInAnyOrder(Account.of(0, 10), Account.of(1, 11), Account.of(7, 10));
  }

  @Test
  @CatalogueEntry("8.4")
  void entry_8_4_attemptsInAttempts_areUndoneEachForItself() {
    storeAccounts(1);

    data()
        .run(work -> work.attempt(outer -> {
          accounts(outer).add(Account.of(1, 10));
          thrown(
              CheckViolationException.class,
              () -> outer.attempt(inner -> {
                accounts(inner).add(Account.of(2, 10));
                accounts(inner).add(Account.of(3, -1));
              }));
          outer.attempt(inner -> accounts(inner).add(Account.of(4, 10)));
        }));

    assertThat(all(ACCOUNTS)).extracting(Account::id).containsExactlyInAnyOrder(0, 1, 4);
  }

  // --- 8.5 DDL ---

  @Test
  @CatalogueEntry(value = "8.5", answer = CatalogueEntry.Answer.CANNOT_BE_SAID)
  void entry_8_5_changeOfTheSchema_isNoOperationOfAUnitOfWork() {
    for (Class<?> type :
        List.of(DataLayer.class, UnitOfWork.class, Repository.class, Bulk.class, Query.class)) {
      assertThat(Arrays.stream(type.getMethods())
              .filter(method -> method.getDeclaringClass() != Object.class)
              .flatMap(method -> Arrays.stream(method.getParameterTypes())))
          .as("a statement as text in %s", type)
          .isNotEmpty()
          .doesNotContain(String.class, CharSequence.class);
    }
  }

  // --- 8.6 and 8.7 partial failures ---

  @Test
  @CatalogueEntry("8.6")
  void entry_8_6_bulkChangeThatFailsForOneRow_changesNone() {
    storeAccounts(20);
    data().run(work -> accounts(work).change(13, account -> account.with(1)));

    data()
        .run(work -> thrown(
            CheckViolationException.class,
            () -> work.attempt(part ->
                accounts(part).where(Specification.all()).increase(BALANCE, -5).update())));

    assertThat(all(ACCOUNTS)).extracting(Account::balance).containsOnly(10, 1);
  }

  @Test
  @CatalogueEntry("8.6")
  void entry_8_6_additionOfSeveralOfWhichOneFails_addsNone() {
    storeAccounts(1);

    data().run(work -> {
      thrown(
          UniqueViolationException.class,
          () -> work.attempt(part -> accounts(part)
              .addAll(List.of(
                  Account.of(1, 10),
                  Account.of(2, 10),
                  new Account(3, "owner 0", 1),
                  Account.of(4, 10)))));
      assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
    });

    assertThat(all(ACCOUNTS)).containsExactly(Account.of(0, 10));
  }

  @Test
  @CatalogueEntry("8.7")
  void entry_8_7_largeFlushThatFailsInTheMiddle_leavesNothing() {
    int count = 300;
    stored(ACCOUNTS, new Account(count / 2, "taken", 1));

    refused(UniqueViolationException.class, work -> {
      for (int id = 0; id < count; id++) {
        accounts(work).add(Account.of(id, 10));
      }
    });
    data().run(work -> {
      thrown(
          UniqueViolationException.class,
          () -> work.attempt(part -> {
            for (int id = 0; id < count; id++) {
              accounts(part).add(Account.of(id, 10));
            }
          }));
      accounts(work).add(Account.of(count, 10));
    });

    assertThat(all(ACCOUNTS)).extracting(Account::id).containsExactlyInAnyOrder(count / 2, count);
  }

  // --- 8.8 lost updates ---

  @Test
  @CatalogueEntry("8.8")
  @NeedsConnections(2)
  void entry_8_8_twoUnitsThatReadAndThenWriteOneRow_neverBothSucceed() throws Exception {
    storeAccounts(3);
    List<UnitOptions> levels = everyLevel();
    for (int id = 0; id < levels.size(); id++) {
      UnitOptions options = levels.get(id);
      int account = id;
      var both = new CyclicBarrier(2);
      Callable<Boolean> increment = rival(
          options,
          both,
          work -> accounts(work).get(account),
          work -> accounts(work).change(account, found -> found.with(found.balance() + 1)));

      int successes = successes(together(increment, increment));

      assertThat(successes).as("%s", options.level()).isLessThan(2);
      assertThat(balance(account)).as("%s", options.level()).isEqualTo(10 + successes);
    }
  }

  @Test
  @CatalogueEntry("8.8")
  @NeedsConnections(3)
  void entry_8_8_manyUnitsThatRetry_loseNoUpdate() throws Exception {
    storeAccounts(1);
    int times = 25;
    Callable<Boolean> increments = () -> {
      for (int i = 0; i < times; i++) {
        data()
            .run(
                UnitOptions.defaults().maxTries(1_000),
                work -> accounts(work).change(0, account -> account.with(account.balance() + 1)));
      }
      return true;
    };

    assertThat(together(increments, increments, increments)).containsOnly(Optional.empty());

    assertThat(balance(0)).isEqualTo(10 + 3 * times);
  }

  // --- 8.9 what others see ---

  @Test
  @CatalogueEntry("8.9")
  @NeedsConnections(2)
  void entry_8_9_atSnapshot_allReadsSeeOneState() {
    storeAccounts(2);

    data().run(SNAPSHOT, work -> {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
      meanwhile(other -> {
        accounts(other).add(Account.of(2, 10));
        accounts(other).change(1, account -> account.with(11));
      });
      assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
      assertThat(accounts(work).exists(BALANCE.eq(11))).isFalse();
      assertThat(accounts(work).get(1).balance()).isEqualTo(10);
      assertThat(accounts(work).find(2)).isEmpty();
    });
  }

  @Test
  @CatalogueEntry("8.9")
  @NeedsConnections(2)
  void entry_8_9_atSnapshot_bulkChangeMeetsWhatWasSeenOrConflicts() {
    storeAccounts(2);

    try (UnitOfWork work = data().begin(SNAPSHOT)) {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
      meanwhile(other -> accounts(other).add(Account.of(2, 10)));
      try {
        long changed =
            accounts(work).where(Specification.all()).increase(BALANCE, 1).update();
        assertThat(changed).isEqualTo(2);
        assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
        work.commit();
      } catch (ConflictException e) {
        assertThat(e.isRetryable()).isTrue();
      }
    }

    assertThat(balance(2)).as("the row that was not seen").isEqualTo(10);
  }

  @Test
  @CatalogueEntry("8.9")
  @NeedsConnections(2)
  void entry_8_9_atReadCommitted_laterReadsSeeWhatWasCommittedAndNothingElse() {
    storeAccounts(1);

    data().run(READ_COMMITTED, work -> {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
      try (UnitOfWork other = data().begin(READ_COMMITTED)) {
        accounts(other).add(Account.of(1, 10));
        other.flush();
        assertThat(accounts(work).count(Specification.all())).as("before").isEqualTo(1);
        other.commit();
      }
      assertThat(accounts(work).count(Specification.all())).as("after").isEqualTo(2);
    });
  }

  // --- 8.10 write skew ---

  /** Checks that of two units that each empty one account if the other is full, one does not succeed. */
  private void assertNoWriteSkew(UnitOptions options, boolean guarded) throws Exception {
    data().run(work -> {
      accounts(work).upsert(Account.of(0, 10));
      accounts(work).upsert(Account.of(1, 10));
    });
    var both = new CyclicBarrier(2);
    var units = new ArrayList<Callable<Boolean>>();
    for (int id : List.of(0, 1)) {
      units.add(rival(options, both, work -> accounts(work).findAllById(List.of(0, 1)), work -> {
        if (accounts(work).get(1 - id).balance() >= 10) {
          accounts(work).change(id, account -> account.with(0));
        }
        if (guarded) {
          accounts(work).guard(accounts(work).get(1 - id));
        }
      }));
    }

    int successes = successes(together(units.get(0), units.get(1)));

    assertThat(successes).as("%s", options.level()).isLessThan(2);
    assertThat(balance(0) + balance(1)).as("%s", options.level()).isEqualTo(20 - 10 * successes);
  }

  @Test
  @CatalogueEntry("8.10")
  @NeedsConnections(2)
  void entry_8_10_unitsThatGuardWhatTheyDecideBy_haveNoWriteSkewAtAnyLevel() throws Exception {
    for (UnitOptions options : everyLevel()) {
      assertNoWriteSkew(options, true);
    }
  }

  @Test
  @CatalogueEntry("8.10")
  @NeedsConnections(2)
  void entry_8_10_atSerializable_thereIsNoWriteSkew() throws Exception {
    if (backend().levels().contains(Level.SERIALIZABLE)) {
      assertNoWriteSkew(SERIALIZABLE, false);
    } else {
      assertSenseless(
          () -> data().begin(SERIALIZABLE),
          "The isolation level SERIALIZABLE is not offered by",
          "The library never uses a weaker level instead");
    }
  }

  // --- 8.11 waiting ---

  @Test
  @CatalogueEntry("8.11")
  @NeedsConnections(2)
  void entry_8_11_sameIdAddedByTwoOpenUnits_isStoredOnce() throws Exception {
    storeAccounts(0);
    var both = new CyclicBarrier(2);
    var units = new ArrayList<Callable<Boolean>>();
    for (int balance : List.of(1, 2)) {
      units.add(rival(
          READ_COMMITTED, both, work -> accounts(work).count(Specification.all()), work -> {
            accounts(work).add(Account.of(7, balance));
            work.flush();
          }));
    }

    List<Optional<Throwable>> thrown = together(units.get(0), units.get(1));

    assertThat(thrown).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(thrown)
        .filteredOn(Optional::isPresent)
        .singleElement()
        .satisfies(failure -> assertThat(failure.get())
            .isInstanceOfAny(UniqueViolationException.class, ConflictException.class));
    assertThat(all(ACCOUNTS)).hasSize(1);
  }

  @Test
  @CatalogueEntry("8.11")
  @NeedsConnections(2)
  void entry_8_11_waitForAnotherUnit_isBoundedByTheTimeout() throws Exception {
    storeAccounts(1);
    UnitOptions impatient =
        UnitOptions.defaults().timeout(Duration.ofSeconds(2)).maxTries(1);
    boolean isStored;

    try (UnitOfWork holder = data().begin()) {
      accounts(holder).add(Account.of(7, 1));
      holder.flush();
      Callable<Boolean> waiting = () -> {
        data().run(impatient, work -> accounts(work).add(Account.of(7, 2)));
        return true;
      };
      // Ends within the patience of together(), though the holder goes on.
      Optional<Throwable> failure = together(waiting).get(0);
      failure.ifPresent(e -> assertThat(e).isInstanceOf(DataException.class));
      if (failure.isEmpty()) {
        thrown(UniqueViolationException.class, holder::commit);
        isStored = true;
      } else {
        holder.commit();
        isStored = false;
      }
    }

    assertThat(balance(7)).isEqualTo(isStored ? 2 : 1);
  }

  // --- 8.12 deadlocks ---

  @Test
  @CatalogueEntry("8.12")
  @NeedsConnections(2)
  void entry_8_12_unitsThatWriteInOppositeOrder_areUndoneCompletelyOrStoredCompletely()
      throws Exception {
    storeAccounts(2);
    var both = new CyclicBarrier(2);
    var units = new ArrayList<Callable<Boolean>>();
    var survivors = new AtomicInteger();
    for (int first : List.of(0, 1)) {
      units.add(() -> {
        try (UnitOfWork work = data().begin(READ_COMMITTED)) {
          accounts(work).change(first, account -> account.with(100 + first));
          work.flush();
          both.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          try {
            accounts(work).change(1 - first, account -> account.with(100 + first));
            work.flush();
          } catch (ConflictException e) {
            // Neither a later call nor the commit brings back a part of it.
            thrown(UnitOfWorkFailedException.class, () -> accounts(work).find(first));
            thrown(UnitOfWorkFailedException.class, work::commit);
            throw e;
          }
          work.commit();
          survivors.set(100 + first);
          return true;
        }
      });
    }

    int successes = successes(together(units.get(0), units.get(1)));

    assertThat(successes).isLessThan(2);
    int expected = successes == 0 ? 10 : survivors.get();
    assertThat(all(ACCOUNTS)).extracting(Account::balance).containsOnly(expected);
  }

  // --- 8.13 the level that nobody asked for ---

  @Test
  @CatalogueEntry("8.13")
  @NeedsConnections(2)
  void entry_8_13_unitWithoutOptions_isASnapshotOnEveryBackend() {
    storeAccounts(1);

    assertThat(UnitOptions.defaults().level()).isEqualTo(Level.SNAPSHOT);
    data().run(work -> {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
      meanwhile(other -> accounts(other).add(Account.of(1, 10)));
      assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
    });
  }

  @Test
  @CatalogueEntry("8.13")
  @NeedsConnections(2)
  void entry_8_13_levelOfOneUnit_doesNotStickToTheNext() {
    storeAccounts(1);
    for (UnitOptions options : everyLevel()) {
      data().run(options, work -> assertThat(accounts(work).find(0)).isPresent());
    }

    data().run(READ_COMMITTED, work -> {
      assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
      meanwhile(other -> accounts(other).add(Account.of(1, 10)));
      assertThat(accounts(work).count(Specification.all())).isEqualTo(2);
    });
  }

  // --- 8.14 effects of the commit ---

  @Test
  @CatalogueEntry("8.14")
  void entry_8_14_afterCommitActions_runInOrderAndOnlyAfterACommit() {
    storeAccounts(1);
    var done = new ArrayList<String>();

    uncommitted(work -> work.afterCommit(() -> done.add("rolled back")));
    refused(UniqueViolationException.class, work -> {
      work.afterCommit(() -> done.add("failed"));
      accounts(work).add(Account.of(0, 1));
    });
    data().run(work -> {
      work.afterCommit(() -> done.add("first"));
      work.afterCommit(() ->
          meanwhile(other -> done.add("second " + accounts(other).count(Specification.all()))));
      accounts(work).add(Account.of(1, 10));
      assertThat(done).isEmpty();
    });

    assertThat(done).containsExactly("first", "second 2");
  }

  @Test
  @CatalogueEntry("8.14")
  void entry_8_14_twoLayersOfOneModel_shareNothing() {
    storeAccounts(1);

    DataLayer other = open(LayerOptions.defaults());

    assertThat(other.<Long>execute(work -> accounts(work).count(Specification.all())))
        .isZero();
  }

  // --- 8.15 commits without an answer ---

  private DataLayer faulty(String call, CatalogueFault fault) {
    return Engine.open(
        MODEL,
        fault.at(call, backend().create(ModelInternals.schema(MODEL), 1)),
        LayerOptions.defaults());
  }

  @Test
  @CatalogueEntry("8.15")
  void entry_8_15_commitWithoutAnAnswer_isAFailureOfItsOwnAndNeverRetried() {
    var tries = new AtomicInteger();
    var hooks = new AtomicInteger();
    try (DataLayer layer = faulty("commit", call -> {
      call.call();
      throw new CommitUnknownException("no answer", null);
    })) {
      CommitUnknownException failure = thrown(
          CommitUnknownException.class,
          () -> layer.run(work -> {
            tries.incrementAndGet();
            work.afterCommit(hooks::incrementAndGet);
            accounts(work).add(Account.of(1, 10));
          }));

      assertThat(failure.isRetryable()).isFalse();
      assertThat(tries).hasValue(1);
      assertThat(hooks).as("after-commit actions").hasValue(0);
      assertThat(layer.<Boolean>execute(work -> accounts(work).find(1).isPresent()))
          .as("it was stored after all")
          .isTrue();
    }
  }

  @Test
  @CatalogueEntry("8.15")
  void entry_8_15_connectionLostBeforeTheCommit_isRetriedAndDoneOnce() {
    var tries = new AtomicInteger();
    try (DataLayer layer = faulty("write", call -> {
      throw new UnavailableException("connection lost", null);
    })) {
      layer.run(work -> {
        tries.incrementAndGet();
        accounts(work).add(Account.of(1, 10));
      });

      assertThat(tries).hasValue(2);
      assertThat(layer.<Long>execute(work -> accounts(work).count(Specification.all())))
          .isEqualTo(1);
    }
  }
}
