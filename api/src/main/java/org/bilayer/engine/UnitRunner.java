package org.bilayer.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.failure.DataException;
import org.bilayer.store.SessionOptions;
import org.bilayer.value.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins units of work, and runs work in units until the work succeeds or no retry is left. Thread-safe. */
final class UnitRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private final LayerContext layer;
  private final OpenUnits openUnits = new OpenUnits();
  private final LongAdder retries = new LongAdder();
  private final Turns turns = new Turns();

  /**
   * True while this thread is in run or execute, because a retry of an inner call could not undo the outer call. The
   * array stays in the thread: setting an element is faster than setting and removing a thread-local value. An array
   * of a primitive type keeps no class of this library reachable.
   */
  private final ThreadLocal<boolean[]> running = ThreadLocal.withInitial(() -> new boolean[1]);

  UnitRunner(LayerContext layer) {
    this.layer = layer;
  }

  /** The number of retries. */
  long retries() {
    return retries.sum();
  }

  /**
   * Runs a read-only unit.
   *
   * @param isSingle whether the unit makes one call to the store only
   */
  <R> R read(boolean isSingle, Function<UnitOfWork, R> read) {
    UnitOptions unit = layer.options().unit().readOnly();
    // A read outside of the serial order could see an anomaly, if other units commit in between.
    return execute(unit, isSingle && unit.level() != Level.SERIALIZABLE, read::apply);
  }

  /**
   * Runs work in a new unit, and repeats this after a retryable failure.
   *
   * @param isSingleRead whether the work makes one call to the store only, and the call reads
   */
  <R, X extends Exception> R execute(UnitOptions unit, boolean isSingleRead, Work<R, X> work)
      throws X {
    boolean[] isRunning = running.get();
    if (isRunning[0]) {
      throw new IllegalStateException(
          "This thread is already running a unit of work of this data layer. Pass this unit on, "
              + "or call begin() for a second unit that you commit yourself.");
    }
    isRunning[0] = true;
    Outcome<R> outcome;
    try {
      outcome = executeWithRetries(unit, isSingleRead, work);
    } finally {
      isRunning[0] = false;
    }
    // From here on the thread may use the layer again. After-commit actions need this.
    outcome.unit().runAfterCommit();
    return outcome.result();
  }

  /** The result of work, and the unit that was committed with it. */
  private record Outcome<R>(R result, EngineUnitOfWork unit) {}

  private <R, X extends Exception> Outcome<R> executeWithRetries(
      UnitOptions unit, boolean isSingleRead, Work<R, X> work) throws X {
    Optional<Long> deadline = deadline(unit);
    turns.letUrgentPass();
    long begun = System.nanoTime();
    try {
      return executeOnce(unit, deadline, isSingleRead, work);
    } catch (DataException e) {
      var tried = new Retries(unit, deadline);
      awaitNext(e, begun, tried);
      return executeAgain(unit, deadline, isSingleRead, work, tried);
    }
  }

  private <R, X extends Exception> Outcome<R> executeAgain(
      UnitOptions unit,
      Optional<Long> deadline,
      boolean isSingleRead,
      Work<R, X> work,
      Retries tried)
      throws X {
    boolean hasTurn = false;
    try {
      while (true) {
        if (tried.isElder()) {
          hasTurn = hasTurn || turns.enter();
          if (hasTurn && tried.isUrgent()) {
            turns.urge();
          }
        } else if (tried.isBehind()) {
          turns.letPass();
        }
        long begun = System.nanoTime();
        try {
          return executeOnce(unit, deadline, isSingleRead, work);
        } catch (DataException e) {
          awaitNext(e, begun, tried);
        }
      }
    } finally {
      if (hasTurn) {
        turns.leave();
      }
    }
  }

  /** Waits until the next try. Throws the failure if there is no next try. */
  private void awaitNext(DataException failure, long begun, Retries tried) {
    long now = System.nanoTime();
    long pause = tried.pauseAfter(failure, now - begun, now);
    if (pause == Retries.NEVER || !Retries.sleep(pause)) {
      throw failure;
    }
    retries.increment();
    LOG.debug("unit of work runs again after try {}: {}", tried.tries(), failure.getMessage());
  }

  private <R, X extends Exception> Outcome<R> executeOnce(
      UnitOptions unit, Optional<Long> deadline, boolean isSingleRead, Work<R, X> work) throws X {
    EngineUnitOfWork uow = open(unit, deadline, isSingleRead, true);
    try {
      R result = work.apply(uow);
      uow.end();
      return new Outcome<>(result, uow);
    } finally {
      uow.abandon();
    }
  }

  /** Begins a unit that the application must end. */
  EngineUnitOfWork begin(UnitOptions unit) {
    EngineUnitOfWork uow = open(unit, deadline(unit), false, false);
    uow.tracedBy(openUnits.watch(uow));
    return uow;
  }

  private EngineUnitOfWork open(
      UnitOptions unit, Optional<Long> deadline, boolean isSingleRead, boolean managed) {
    layer.requireOpen();
    layer.requireOffered(unit.level());
    return new EngineUnitOfWork(
        layer,
        unit,
        SessionOptions.of(unit.level(), unit.isReadOnly(), deadline)
            .resolveCommit(unit.resolvesCommit())
            .singleRead(isSingleRead),
        managed);
  }

  private static Optional<Long> deadline(UnitOptions unit) {
    Optional<Duration> timeout = unit.timeout();
    if (timeout.isEmpty()) {
      return Optional.empty();
    }
    Duration counted = timeout.get().compareTo(LONGEST) < 0 ? timeout.get() : LONGEST;
    return Optional.of(System.nanoTime() + counted.toNanos());
  }

  /** Longer than any unit should take. Databases count milliseconds in 31 bits, which are 24.8 days. */
  private static final Duration LONGEST = Duration.ofDays(24);

  /** Rolls back the open units that the application began, and reports each unit. */
  void endOpenUnits() {
    openUnits.reportAll();
  }
}
