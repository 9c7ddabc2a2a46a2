package org.bilayer.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.failure.TypicalUnit.Trace;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.Model;
import org.bilayer.testkit.fault.Fault;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.fault.FaultPlan.Raised;
import org.bilayer.testkit.fault.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every backend promises when an operation of its store fails, wherever that happens: all or nothing is stored, the
 * failure says which, what may be retried is, and what could be done twice is not.
 */
public abstract class FaultContract extends Contract {

  private static final Set<Fault> RETRYABLE = EnumSet.of(
      Fault.WRITE_CONFLICT,
      Fault.DEADLOCK,
      Fault.LOCK_TIMEOUT,
      Fault.CONNECTION_LOST,
      Fault.ANSWER_LOST);

  private static final UnitOptions ONCE = UnitOptions.defaults().maxTries(1);
  private static final UnitOptions RESOLVING = UnitOptions.defaults().resolveCommit();

  private final FaultPlan faults = FaultPlan.create();

  @Override
  protected final Model model() {
    return TypicalUnit.MODEL;
  }

  private DataLayer faulty() {
    return open(new FaultyBackend(backend(), faults), LayerOptions.defaults());
  }

  private static Class<? extends DataException> failureOf(Raised raised) {
    if (raised.operation() == Operation.COMMIT
        && (raised.fault() == Fault.CONNECTION_LOST || raised.fault() == Fault.ANSWER_LOST)) {
      return CommitUnknownException.class;
    }
    return switch (raised.fault()) {
      case WRITE_CONFLICT -> WriteConflictException.class;
      case DEADLOCK -> DeadlockException.class;
      case LOCK_TIMEOUT -> LockTimeoutException.class;
      case CONNECTION_LOST, ANSWER_LOST -> UnavailableException.class;
      case POOL_EXHAUSTED -> PoolExhaustedException.class;
      case TIMEOUT -> DeadlineExceededException.class;
      case CANCELLED -> CancelledException.class;
      case STORAGE_FAILURE -> StorageFailureException.class;
    };
  }

  // --- everywhere ---

  @ParameterizedTest
  @EnumSource(Fault.class)
  @CatalogueEntry("8.15")
  void fault_atEachOperationInTurn_storesAllOrNothingAndSaysWhich(Fault fault) {
    DataLayer layer = faulty();
    var met = EnumSet.noneOf(Operation.class);
    for (int n = 1; ; n++) {
      var unit = new TypicalUnit(n);
      var actions = new AtomicInteger();
      unit.prepare(layer);
      faults.clear();
      faults.nthOfAny(n, fault);

      Throwable failure = catchThrowable(() -> layer.run(ONCE, work -> {
        work.afterCommit(actions::incrementAndGet);
        unit.run(work);
      }));

      List<Raised> raised = faults.raised();
      faults.clear();
      if (raised.isEmpty()) {
        assertThat(failure).isNull();
        assertThat(actions).hasValue(1);
        assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
        break;
      }
      Raised what = raised.get(0);
      met.add(what.operation());
      assertThat(failure)
          .as("what %s gave", what)
          .isExactlyInstanceOf(failureOf(what))
          .hasMessageContaining(fault.name());
      boolean stored = what.operation() == Operation.COMMIT && fault == Fault.ANSWER_LOST;
      assertThat(unit.trace(layer))
          .as("what is stored after %s", what)
          .isEqualTo(stored ? Trace.EVERYTHING : Trace.NOTHING);
      assertThat(actions).as("after-commit actions after %s", what).hasValue(0);
    }
    assertThat(met)
        .contains(
            Operation.OPEN,
            Operation.FETCH,
            Operation.SELECT,
            Operation.FLUSH,
            Operation.WRITE,
            Operation.SAVEPOINT,
            Operation.ROLLBACK_TO,
            Operation.RELEASE,
            Operation.COMMIT);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"DEADLOCK", "ANSWER_LOST", "TIMEOUT", "POOL_EXHAUSTED"})
  void fault_atEachOperationInTurn_isRetriedWhereThatMayHelp(Fault fault) {
    DataLayer layer = faulty();
    for (int n = 1; ; n++) {
      var unit = new TypicalUnit(n);
      unit.prepare(layer);
      faults.clear();
      faults.nthOfAny(n, fault);
      long retries = layer.retries();

      Throwable failure = catchThrowable(() -> layer.run(unit::run));

      List<Raised> raised = faults.raised();
      faults.clear();
      boolean retried = layer.retries() > retries;
      boolean open =
          raised.stream().anyMatch(what -> failureOf(what) == CommitUnknownException.class);
      assertThat(retried)
          .as("retried after %s", raised)
          .isEqualTo(!raised.isEmpty() && !open && RETRYABLE.contains(fault));
      if (retried || raised.isEmpty()) {
        assertThat(failure).as("the end after %s", raised).isNull();
        assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
      } else {
        assertThat(failure).isExactlyInstanceOf(failureOf(raised.get(0)));
        unit.trace(layer);
      }
      if (raised.isEmpty()) {
        break;
      }
    }
  }

  @Test
  void faults_atRandom_everyUnitIsDoneOnceAllTheSame() {
    DataLayer layer = faulty();
    faults.atRandom(random().nextLong(), 0.03, RETRYABLE.toArray(Fault[]::new));
    int units = 60;
    for (int n = 1; n <= units; n++) {
      int number = n;
      layer.run(RESOLVING.maxTries(1000).timeout(Duration.ofSeconds(100)), work -> {
        var products = work.repository(Shop.PRODUCTS);
        int sum = products.find("sum").map(old -> Integer.parseInt(old.title())).orElse(0);
        if (sum == 0) {
          products.add(new Product("sum", "1"));
        } else {
          products.change("sum", old -> new Product("sum", String.valueOf(sum + 1)));
        }
        products.add(new Product("p" + number, "once"));
      });
    }
    assertThat(faults.raised()).isNotEmpty();
    faults.clear();
    layer.run(work -> {
      assertThat(work.repository(Shop.PRODUCTS).get("sum").title()).isEqualTo("" + units);
      assertThat(work.repository(Shop.PRODUCTS).count(org.bilayer.query.Specification.all()))
          .isEqualTo(units + 1);
    });
  }

  // --- a commit without an answer ---

  @Test
  void resolveCommit_answerLostAfterTheCommit_theUnitIsCommitted() {
    DataLayer layer = faulty();
    var unit = new TypicalUnit(1);
    unit.prepare(layer);
    var log = new ArrayList<String>();
    faults.next(Operation.COMMIT, Fault.ANSWER_LOST);

    String result = layer.execute(RESOLVING, work -> {
      log.add("work");
      work.afterCommit(() -> log.add("after"));
      unit.run(work);
      return "done";
    });

    assertThat(result).isEqualTo("done");
    assertThat(log).containsExactly("work", "after");
    assertThat(layer.retries()).isZero();
    assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void resolveCommit_lostBeforeTheCommit_theUnitIsRunAgain() {
    DataLayer layer = faulty();
    var unit = new TypicalUnit(1);
    unit.prepare(layer);
    var log = new ArrayList<String>();
    faults.next(Operation.COMMIT, Fault.CONNECTION_LOST);

    layer.run(RESOLVING, work -> {
      log.add("work");
      work.afterCommit(() -> log.add("after"));
      unit.run(work);
    });

    assertThat(log).containsExactly("work", "work", "after");
    assertThat(layer.retries()).isEqualTo(1);
    assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ANSWER_LOST", "CONNECTION_LOST"})
  void resolveCommit_nobodyCanBeAsked_isUnknownAndNotRetried(Fault fault) {
    DataLayer layer = faulty();
    var unit = new TypicalUnit(1);
    unit.prepare(layer);
    var runs = new AtomicInteger();
    faults.next(Operation.COMMIT, fault).next(Operation.RESOLVE, Fault.CONNECTION_LOST);

    assertThatThrownBy(() -> layer.run(RESOLVING, work -> {
          runs.incrementAndGet();
          work.afterCommit(() -> runs.addAndGet(100));
          unit.run(work);
        }))
        .isInstanceOf(CommitUnknownException.class)
        .hasMessageContaining("stored completely or not at all");

    assertThat(runs).hasValue(1);
    assertThat(layer.retries()).isZero();
    assertThat(unit.trace(layer))
        .isEqualTo(fault == Fault.ANSWER_LOST ? Trace.EVERYTHING : Trace.NOTHING);
  }

  @Test
  void resolveCommit_nothingGoesWrong_isAnOrdinaryCommit() {
    DataLayer layer = faulty();
    var unit = new TypicalUnit(1);
    unit.prepare(layer);
    layer.run(RESOLVING, unit::run);
    layer.run(
        RESOLVING,
        work -> assertThat(work.repository(Shop.PRODUCTS).find("none")).isEmpty());
    assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
  }

  @Test
  void commitUnknown_callAfterwards_saysThatItMayBeStored() {
    DataLayer layer = faulty();
    faults.next(Operation.COMMIT, Fault.ANSWER_LOST);
    try (UnitOfWork unit = layer.begin()) {
      unit.repository(Shop.PRODUCTS).add(new Product("p", "title"));
      thrown(CommitUnknownException.class, unit::commit);
      assertThatThrownBy(unit::commit)
          .isInstanceOf(UnitOfWorkFailedException.class)
          .hasMessageContaining("but its commit may have taken effect")
          .hasCauseInstanceOf(CommitUnknownException.class);
    }
  }

  // --- at the end ---

  @Test
  void rollback_thatFails_leavesTheExceptionOfTheWorkAlone() {
    DataLayer layer = faulty();
    faults.next(Operation.ROLLBACK, Fault.CONNECTION_LOST);
    var mine = new IllegalStateException("mine");
    assertThatThrownBy(() -> layer.run(work -> {
          work.repository(Shop.PRODUCTS).add(new Product("p", "title"));
          work.flush();
          throw mine;
        }))
        .isSameAs(mine);
    expectLogged("could not be rolled back in order");
    layer.run(work -> assertThat(work.repository(Shop.PRODUCTS).find("p")).isEmpty());
  }

  @Test
  void rollback_thatFailsAfterAFailure_isSuppressedByIt() {
    DataLayer layer = faulty();
    faults.next(Operation.FLUSH, Fault.DEADLOCK).next(Operation.ROLLBACK, Fault.CONNECTION_LOST);
    DeadlockException failure = thrown(
        DeadlockException.class,
        () ->
            layer.run(ONCE, work -> work.repository(Shop.PRODUCTS).add(new Product("p", "title"))));
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).isInstanceOf(UnavailableException.class);
  }

  // --- writes and commit in one trip ---

  @ParameterizedTest
  @EnumSource(names = {"FLUSH", "WRITE", "COMMIT"})
  void pipelinedCommit_connectionLost_isUnknownWhereverItHappens(Operation operation) {
    DataLayer data = faulty();
    faults.next(operation, Fault.CONNECTION_LOST);
    Throwable failure = catchThrowable(() -> data.run(
        UnitOptions.defaults().pipelineCommit(),
        work -> work.repository(Shop.PRODUCTS).add(new Product("p", "Pen"))));
    assertThat(failure)
        .isInstanceOf(CommitUnknownException.class)
        .hasMessageContaining("stored completely or not at all");
    assertThat(data.retries()).isZero();
    assertThat(data.<Boolean>execute(
            work -> work.repository(Shop.PRODUCTS).find("p").isPresent()))
        .isFalse();
  }

  @Test
  void pipelinedCommit_connectionLostAndResolved_isRunAgain() {
    DataLayer data = faulty();
    faults.next(Operation.FLUSH, Fault.CONNECTION_LOST);
    data.run(
        UnitOptions.defaults().pipelineCommit().resolveCommit(),
        work -> work.repository(Shop.PRODUCTS).add(new Product("p", "Pen")));
    assertThat(data.retries()).isEqualTo(1);
    assertThat(data.<Boolean>execute(
            work -> work.repository(Shop.PRODUCTS).find("p").isPresent()))
        .isTrue();
  }

  @Test
  void pipelinedCommit_conflict_isRunAgain() {
    DataLayer data = faulty();
    faults.next(Operation.FLUSH, Fault.WRITE_CONFLICT);
    data.run(
        UnitOptions.defaults().pipelineCommit(),
        work -> work.repository(Shop.PRODUCTS).add(new Product("p", "Pen")));
    assertThat(data.retries()).isEqualTo(1);
  }
}
