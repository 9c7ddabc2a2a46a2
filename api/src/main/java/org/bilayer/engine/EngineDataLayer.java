package org.bilayer.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.ReadRepository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.failure.DataException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins units of work on a store, and runs work in them until it succeeds or a retry makes no sense. */
final class EngineDataLayer implements DataLayer {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private final Model model;
  private final Store store;
  private final Set<Level> levels;
  private final LayerOptions options;
  private final CursorTokens cursors;
  private final FlushPlan plan;
  private final SequenceBlocks sequences;
  private final Map<Table, List<RowLimits>> limits;
  private final OpenUnits openUnits = new OpenUnits();
  private final LongAdder retries = new LongAdder();
  private final Turns turns = new Turns();

  /**
   * Set while this thread is in run or execute: a retry of the inner call could not undo the outer one. An array stays with the
   * thread, which is faster than to come and go, and leads to no class of this library.
   */
  private final ThreadLocal<boolean[]> running = ThreadLocal.withInitial(() -> new boolean[1]);

  private volatile boolean closed;

  EngineDataLayer(Model model, Store store, LayerOptions options) {
    this.model = model;
    this.store = store;
    this.levels = EnumSet.copyOf(store.levels());
    this.options = options;
    this.cursors = new CursorTokens(options.cursorSecret());
    this.plan = new FlushPlan(ModelInternals.schema(model));
    this.sequences = new SequenceBlocks(ModelInternals.schema(model));
    this.limits = RowLimits.of(model);
  }

  /** What the rows of aggregates may hold, by the root's table; nothing for those that cannot exceed it. */
  Map<Table, List<RowLimits>> limits() {
    return limits;
  }

  void requireOffered(Level level) {
    if (!levels.contains(level)) {
      throw new IllegalArgumentException("The isolation level " + level + " is not offered by "
          + store.name() + ", which offers " + levels
          + ". Choose one of them; a weaker level is never used in its place.");
    }
  }

  @Override
  public void run(Consumer<? super UnitOfWork> work) {
    runChecked(work::accept);
  }

  @Override
  public void run(UnitOptions unit, Consumer<? super UnitOfWork> work) {
    runChecked(unit, work::accept);
  }

  @Override
  public <R> R execute(Function<? super UnitOfWork, ? extends R> work) {
    return this.<R, RuntimeException>executeChecked(work::apply);
  }

  @Override
  public <R> R execute(UnitOptions unit, Function<? super UnitOfWork, ? extends R> work) {
    return this.<R, RuntimeException>executeChecked(unit, work::apply);
  }

  @Override
  public <X extends Exception> void runChecked(Work.Action<X> work) throws X {
    runChecked(options.unit(), work);
  }

  @Override
  public <X extends Exception> void runChecked(UnitOptions unit, Work.Action<X> work) throws X {
    this.<Boolean, X>executeChecked(unit, uow -> {
      work.accept(uow);
      return true;
    });
  }

  @Override
  public <R, X extends Exception> R executeChecked(Work<R, X> work) throws X {
    return executeChecked(options.unit(), work);
  }

  @Override
  public <R, X extends Exception> R executeChecked(UnitOptions unit, Work<R, X> work) throws X {
    return execute(unit, false, work);
  }

  @Override
  public <T, I> ReadRepository<T, I> read(Mapping<T, I> mapping) {
    return new EngineReadRepository<>(this, mapping, ModelInternals.layout(model, mapping));
  }

  /**
   * Runs a read-only unit.
   *
   * @param isSingle whether it makes one call to the store
   */
  <R> R read(boolean isSingle, Function<UnitOfWork, R> read) {
    UnitOptions unit = options.unit().readOnly();
    // What others commit in between can make an anomaly of a read that is no part of the order.
    return execute(unit, isSingle && unit.level() != Level.SERIALIZABLE, read::apply);
  }

  private <R, X extends Exception> R execute(
      UnitOptions unit, boolean isSingleRead, Work<R, X> work) throws X {
    boolean[] isRunning = running.get();
    if (isRunning[0]) {
      throw new IllegalStateException(
          "This thread is already running a unit of work of this data layer. Pass that unit on, or begin() a"
              + " second one to commit by hand.");
    }
    isRunning[0] = true;
    Outcome<R> outcome;
    try {
      outcome = executeWithRetries(unit, isSingleRead, work);
    } finally {
      isRunning[0] = false;
    }
    // From here on the layer may be used again, and that is what such actions are for.
    outcome.unit().runAfterCommit();
    return outcome.result();
  }

  /** What came of work, and the unit that is committed with it. */
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

  /** Returns when it is time for the next try, and throws the failure if there is none. */
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

  @Override
  public UnitOfWork begin() {
    return begin(options.unit());
  }

  @Override
  public UnitOfWork begin(UnitOptions unit) {
    EngineUnitOfWork uow = open(unit, deadline(unit), false, false);
    openUnits.watch(uow);
    return uow;
  }

  private EngineUnitOfWork open(
      UnitOptions unit, Optional<Long> deadline, boolean isSingleRead, boolean managed) {
    requireOpen();
    requireOffered(unit.level());
    return new EngineUnitOfWork(
        this,
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

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The data layer is closed.");
    }
  }

  Store store() {
    return store;
  }

  LayerOptions options() {
    return options;
  }

  FlushPlan plan() {
    return plan;
  }

  SequenceBlocks sequences() {
    return sequences;
  }

  CursorTokens cursors() {
    return cursors;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public String storeName() {
    return store.name();
  }

  @Override
  public long retries() {
    return retries.sum();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        openUnits.reportAll();
      } finally {
        store.close();
      }
    }
  }
}
