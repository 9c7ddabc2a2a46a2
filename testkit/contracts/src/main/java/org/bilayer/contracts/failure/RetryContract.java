package org.bilayer.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.AccountNumber;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.Model;
import org.bilayer.query.Specification;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about retries: the whole work runs again on a fresh unit where that may help, within the
 * tries and the time allowed, and never where it could do the work twice.
 */
public abstract class RetryContract extends Contract {

  private static final Account ADA = Account.of("1", "Ada", "0");
  private static final AccountNumber NUMBER = ADA.number();

  @Override
  protected final Model model() {
    return Bank.MODEL;
  }

  /** A session whose commit is replaced. */
  private static StoreSession committingBy(StoreSession session, Runnable commit) {
    return new DelegatingSession(session) {
      @Override
      public void commit() {
        commit.run();
      }
    };
  }

  /** A layer on which the next so many commits fail; nothing is committed by them. */
  private DataLayer failingAtCommit(int times, Supplier<? extends DataException> failure) {
    var left = new AtomicInteger(times);
    Backend failing = new WrappedBackend(
        backend(),
        "failing at commit",
        session -> committingBy(session, () -> {
          if (left.getAndDecrement() > 0) {
            session.rollback();
            throw failure.get();
          }
          session.commit();
        }));
    return open(failing, LayerOptions.defaults());
  }

  // --- what is retried ---

  static Stream<Supplier<DataException>> retryable() {
    return Stream.of(
        () -> new WriteConflictException("pretended", null),
        () -> new DeadlockException("pretended", null),
        () -> new LockTimeoutException("pretended", null),
        () -> new UnavailableException("pretended", null));
  }

  @ParameterizedTest
  @MethodSource("retryable")
  @CatalogueEntry("8.15")
  void run_failureWorthARetry_runsTheWholeWorkAgain(Supplier<DataException> failure) {
    DataLayer layer = failingAtCommit(2, failure);
    var units = new ArrayList<UnitOfWork>();

    layer.run(work -> {
      units.add(work);
      assertThat(work.repository(ACCOUNTS).count(Specification.all())).isZero();
      work.repository(ACCOUNTS).add(ADA);
    });

    assertThat(units).hasSize(3).doesNotHaveDuplicates();
    assertThat(layer.retries()).isEqualTo(2);
    layer.run(work -> assertThat(work.repository(ACCOUNTS).get(NUMBER)).isEqualTo(ADA));
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("8.8")
  void run_conflictWithAnotherUnit_runsTheWholeWorkAgain() {
    DataLayer layer = open(LayerOptions.defaults());
    layer.run(work -> work.repository(ACCOUNTS).add(ADA));
    var runs = new AtomicInteger();

    String owner = layer.execute(work -> {
      Account found = work.repository(ACCOUNTS).get(NUMBER);
      if (runs.incrementAndGet() == 1) {
        try (UnitOfWork other = layer.begin()) {
          other.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("100"));
          other.commit();
        }
      }
      work.repository(ACCOUNTS).update(found.plus("1"));
      return found.owner() + runs;
    });

    assertThat(owner).isEqualTo("Ada2");
    assertThat(runs).hasValue(2);
    assertThat(layer.retries()).isEqualTo(1);
    layer.run(work -> assertThat(work.repository(ACCOUNTS).get(NUMBER)).isEqualTo(ADA.plus("101")));
  }

  @Test
  @NeedsConnections(2)
  void run_conflictCaughtByTheWork_runsAgainAllTheSame() {
    stored(ACCOUNTS, ADA);
    var runs = new AtomicInteger();
    data().run(UnitOptions.defaults().readCommitted(), work -> {
      Account found = work.repository(ACCOUNTS).get(NUMBER);
      if (runs.incrementAndGet() == 1) {
        try (UnitOfWork other = data().begin()) {
          other.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("100"));
          other.commit();
        }
        thrown(ConflictException.class, () -> work.repository(ACCOUNTS).findForUpdate(NUMBER));
      } else {
        work.repository(ACCOUNTS).update(found.plus("2"));
      }
    });
    assertThat(runs).hasValue(2);
    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("102"));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @NeedsConnections(2)
  @CatalogueEntry("8.8")
  void run_manyThreadsAddToOneAggregate_losesNothing(Level level) throws Exception {
    if (!backend().levels().contains(level)) {
      return;
    }
    stored(ACCOUNTS, ADA);
    int threads = 2;
    int additions = 10;
    UnitOptions options = UnitOptions.defaults().level(level).maxTries(1_000);

    inParallel(threads, () -> {
      for (int i = 0; i < additions; i++) {
        data().run(options, work -> work.repository(ACCOUNTS).change(NUMBER, ada -> ada.plus("1")));
      }
    });

    assertThat(read(ACCOUNTS, NUMBER)).isEqualTo(ADA.plus("" + threads * additions));
  }

  @Test
  @NeedsConnections(2)
  @CatalogueEntry("8.11")
  void run_twoThreadsAddTheSameId_oneOfThemWins() throws Exception {
    var refusals = new AtomicInteger();
    var start = new CyclicBarrier(2);
    inParallel(2, () -> {
      start.await(30, TimeUnit.SECONDS);
      try {
        data().run(work -> work.repository(ACCOUNTS).add(ADA));
      } catch (UniqueViolationException | ConflictException expected) {
        refusals.incrementAndGet();
      }
    });
    assertThat(refusals).hasValue(1);
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void inParallel(int threads, Task task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(() -> {
          task.run();
          return null;
        }));
      }
      for (Future<?> future : futures) {
        future.get(90, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  // --- when it stops ---

  @Test
  void run_triesUsedUp_throwsTheLastFailure() {
    DataLayer layer = failingAtCommit(100, () -> new WriteConflictException("pretended", null));
    for (int tries = 1; tries <= 3; tries++) {
      assertThat(triesUntilItGaveUp(layer, UnitOptions.defaults().maxTries(tries)))
          .isEqualTo(tries);
    }
    assertThat(layer.retries()).isEqualTo(0 + 1 + 2);
  }

  @Test
  void run_withoutSayingHowOften_outlastsManyConflicts() {
    DataLayer layer = failingAtCommit(7, () -> new WriteConflictException("pretended", null));
    layer.run(work -> work.repository(ACCOUNTS).add(ADA));
    assertThat(layer.retries()).isEqualTo(7);
    assertThat(UnitOptions.defaults().maxTries()).isEqualTo(40);
  }

  @Test
  void run_poolFullOfDeadConnections_succeedsAtOnce() {
    DataLayer layer =
        failingAtCommit(100, () -> new UnavailableException("the connection was dead", null, true));
    layer.run(work -> work.repository(ACCOUNTS).add(ADA));
    assertThat(layer.retries()).isEqualTo(100);
  }

  @Test
  void run_storeIsBackAfterASecond_succeeds() {
    long back = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    Backend failing = new WrappedBackend(
        backend(),
        "gone for a second",
        session -> committingBy(session, () -> {
          if (System.nanoTime() < back) {
            session.rollback();
            throw new UnavailableException("pretended", null);
          }
          session.commit();
        }));
    DataLayer layer = open(failing, LayerOptions.defaults());
    layer.run(work -> work.repository(ACCOUNTS).add(ADA));
    // Pauses grow, so that a server that starts is not asked without a rest.
    assertThat(layer.retries()).isBetween(2L, 12L);
  }

  static Stream<Supplier<DataException>> slow() {
    return Stream.of(
        () -> new LockTimeoutException("pretended", null),
        () -> new UnavailableException("pretended", null));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void run_failuresKeptSecret_areBoundedAsThemselves(Supplier<DataException> failure) {
    Backend failing = new WrappedBackend(
        backend(), "failing at counts", session -> new DelegatingSession(session) {
          @Override
          public List<@Nullable Object[]> summarise(Summary summary) {
            pause(600);
            throw failure.get();
          }
        });
    DataLayer layer = open(failing, LayerOptions.defaults());
    var runs = new AtomicInteger();
    UnitOptions options = UnitOptions.defaults().timeout(Duration.ofSeconds(1));
    UnitOfWorkFailedException last = thrown(
        UnitOfWorkFailedException.class,
        () -> layer.run(options, work -> {
          runs.incrementAndGet();
          thrown(DataException.class, () -> work.repository(ACCOUNTS).count(Specification.all()));
        }));
    assertThat(last).hasCauseInstanceOf(failure.get().getClass());
    assertThat(runs.get()).isBetween(1, 2);
  }

  private static int triesUntilItGaveUp(DataLayer layer, UnitOptions options) {
    var runs = new AtomicInteger();
    assertThat(thrown(
            WriteConflictException.class,
            () -> layer.run(options, work -> {
              runs.incrementAndGet();
              work.repository(ACCOUNTS).add(ADA);
            })))
        .hasMessage("pretended");
    return runs.get();
  }

  @Test
  void tries_belowOne_isRefused() {
    assertThat(
            thrown(IllegalArgumentException.class, () -> UnitOptions.defaults().maxTries(0)))
        .hasMessageContaining("at least 1, they are 0");
    thrown(IllegalArgumentException.class, () -> UnitOptions.defaults().timeout(Duration.ZERO));
  }

  @Test
  void run_timeIsOver_doesNotTryAgain() {
    DataLayer layer =
        failingAtCommit(1_000_000, () -> new WriteConflictException("pretended", null));
    UnitOptions options =
        UnitOptions.defaults().maxTries(1_000_000).timeout(Duration.ofMillis(300));
    long begin = System.nanoTime();

    Throwable failure = catchThrowable(
        () -> layer.run(options, work -> work.repository(ACCOUNTS).add(ADA)));

    assertThat(failure)
        .isInstanceOfAny(WriteConflictException.class, DeadlineExceededException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    layer.run(work -> {});
  }

  @Test
  void run_workLongerThanAllowed_fails() {
    stored(ACCOUNTS, ADA);
    DeadlineExceededException failure = refused(
        UnitOptions.defaults().timeout(Duration.ofMillis(50)),
        DeadlineExceededException.class,
        work -> {
          Account ada = work.repository(ACCOUNTS).get(NUMBER);
          pause(100);
          work.repository(ACCOUNTS).update(ada.plus("1"));
        });
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void run_workShorterThanAllowed_isStored() {
    data()
        .run(
            UnitOptions.defaults().timeout(Duration.ofMinutes(5)),
            work -> work.repository(ACCOUNTS).add(ADA));
    assertThat(all(ACCOUNTS)).containsExactly(ADA);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void run_threadInterrupted_doesNotTryAgainAndKeepsTheFlag() {
    var runs = new AtomicInteger();
    Backend interrupting = new WrappedBackend(
        backend(),
        "interrupting",
        session -> committingBy(session, () -> {
          session.rollback();
          Thread.currentThread().interrupt();
          throw new WriteConflictException("pretended", null);
        }));
    DataLayer layer = open(interrupting, LayerOptions.defaults());
    try {
      thrown(
          WriteConflictException.class,
          () -> layer.run(work -> {
            runs.incrementAndGet();
            work.repository(ACCOUNTS).add(ADA);
          }));
      assertThat(runs).hasValue(1);
    } finally {
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }
  }

  // --- what is never retried ---

  static Stream<Supplier<DataException>> notRetryable() {
    return Stream.of(
        () -> new CommitUnknownException("pretended", null),
        () -> new UniqueViolationException("account", "account_pkey", null),
        () -> new CheckViolationException("account", "account_limit_check", null),
        () -> InvalidValueException.of("pretended"),
        () -> new NotFoundException("account", "1"),
        () -> new MisuseException("pretended", null),
        () -> new CancelledException("pretended", null),
        () -> new DeadlineExceededException("pretended", null),
        () -> new PoolExhaustedException("pretended", null),
        () -> new StorageFailureException("pretended", null));
  }

  @ParameterizedTest
  @MethodSource("notRetryable")
  void run_failureThatARetryCannotHelp_isThrownAtOnce(Supplier<DataException> failure) {
    DataLayer layer = failingAtCommit(1, failure);
    var runs = new AtomicInteger();

    Throwable thrown = catchThrowable(() -> layer.run(work -> {
      runs.incrementAndGet();
      work.repository(ACCOUNTS).add(ADA);
    }));

    assertThat(thrown)
        .isInstanceOf(DataException.class)
        .hasMessage(failure.get().getMessage());
    assertThat(runs).hasValue(1);
    assertThat(layer.retries()).isZero();
  }

  @Test
  void run_uniqueValueTaken_isTriedOnce() {
    stored(ACCOUNTS, ADA);
    var runs = new AtomicInteger();
    thrown(
        UniqueViolationException.class,
        () -> data().run(work -> {
          runs.incrementAndGet();
          work.repository(ACCOUNTS).add(Account.of("2", "Ada", "0"));
        }));
    assertThat(runs).hasValue(1);
  }

  @Test
  @CatalogueEntry("8.15")
  void run_commitUnknown_saysSoAndLeavesWhatIsStored() {
    Backend silent = new WrappedBackend(
        backend(),
        "losing the answer",
        session -> committingBy(session, () -> {
          session.commit();
          throw new CommitUnknownException("the connection was lost", null);
        }));
    DataLayer layer = open(silent, LayerOptions.defaults());
    var hooks = new AtomicInteger();

    CommitUnknownException failure = thrown(
        CommitUnknownException.class,
        () -> layer.run(work -> {
          work.afterCommit(hooks::incrementAndGet);
          work.repository(ACCOUNTS).add(ADA);
        }));

    assertThat(failure.isRetryable()).isFalse();
    assertThat(hooks).hasValue(0);
    assertThat(layer.retries()).isZero();
    try (UnitOfWork unit = layer.begin()) {
      assertThat(unit.repository(ACCOUNTS).find(NUMBER)).contains(ADA);
    }
  }

  @Test
  void commit_ofAUnitBegunByHand_isNeverRetried() {
    DataLayer layer = failingAtCommit(1, () -> new WriteConflictException("pretended", null));
    try (UnitOfWork unit = layer.begin()) {
      unit.repository(ACCOUNTS).add(ADA);
      thrown(WriteConflictException.class, unit::commit);
    }
    assertThat(layer.retries()).isZero();
    layer.run(work -> assertThat(work.repository(ACCOUNTS).find(NUMBER)).isEmpty());
  }
}
