package org.bilayer.engine;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.DataLayer;
import org.bilayer.LayerInternals;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Sequence;
import org.bilayer.store.SessionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unit of work that the application uses: returns repositories, and ends by a commit or a rollback. */
final class EngineUnitOfWork implements UnitOfWork {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private final UnitContext unit;
  private final PendingWrites writes;
  private final AfterCommit afterCommit = new AfterCommit();

  /** Whether {@code run} or {@code execute} ends this unit. The work itself must then not end the unit. */
  private final boolean managed;

  /** The newest repository. Each repository refers to the previous repository. */
  private @Nullable EngineRepository<?, ?> repositories;

  EngineUnitOfWork(
      LayerContext layer, UnitOptions options, SessionOptions sessionOptions, boolean managed) {
    this.unit = new UnitContext(layer, options, sessionOptions);
    this.writes = new PendingWrites(unit);
    this.managed = managed;
  }

  void tracedBy(OpenUnits.Trace trace) {
    unit.tracedBy(trace);
  }

  @Override
  public <T, I> Repository<T, I> repository(Mapping<T, I> mapping) {
    unit.requireUsable();
    for (EngineRepository<?, ?> known = repositories; known != null; known = known.before()) {
      if (known.isOf(mapping)) {
        // The repository was created for this mapping.
        @SuppressWarnings("unchecked")
        Repository<T, I> same = (Repository<T, I>) known;
        return same;
      }
    }
    var repository = new EngineRepository<>(
        unit, writes, mapping, ModelInternals.layout(unit.layer().model(), mapping), repositories);
    repositories = repository;
    return repository;
  }

  @Override
  public <Q> Q queries(Class<Q> type) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException("Queries are interfaces; " + type.getName() + " is not.");
    }
    return unit.guarded(() -> {
      Function<UnitOfWork, ?> twin = LayerInternals.javaForm(unit.layer().options(), type);
      Supplier<Q> javaForm = twin == null ? null : () -> type.cast(twin.apply(this));
      return QueriesProxy.of(type, unit.session().queries(type, javaForm), unit, writes);
    });
  }

  @Override
  public long nextValue(IdSequence sequence) {
    SequenceBlocks sequences = unit.layer().sequences();
    Sequence wanted = ModelInternals.sequence(sequence);
    sequences.requireKnown(wanted);
    return unit.guarded(() -> sequences.next(wanted, unit.session()));
  }

  @Override
  public void flush() {
    unit.guarded(() -> {
      writes.flushAll();
      return true;
    });
  }

  @Override
  public void attempt(Consumer<? super UnitOfWork> part) {
    attemptChecked(part::accept);
  }

  @Override
  public <X extends Exception> void attemptChecked(Work.Action<X> part) throws X {
    this.<Boolean, X>attemptResultChecked(work -> {
      part.accept(work);
      return true;
    });
  }

  @Override
  public <R> R attemptResult(Function<? super UnitOfWork, ? extends R> part) {
    return this.<R, RuntimeException>attemptResultChecked(part::apply);
  }

  @Override
  public <R, X extends Exception> R attemptResultChecked(Work<R, X> part) throws X {
    return Attempt.begin(unit, writes, afterCommit).run(this, part);
  }

  @Override
  public void afterCommit(Runnable action) {
    unit.requireUsable();
    afterCommit.add(action);
  }

  @Override
  public void commit() {
    requireUnmanaged("commit");
    end();
    runAfterCommit();
  }

  /** Commits; called by the layer, or by the application through {@link #commit}. */
  void end() {
    if (unit.isInAttempt()) {
      throw new IllegalStateException("An attempt cannot commit the unit of work it is part of.");
    }
    unit.requireUsable();
    try {
      writes.flushAndCommit();
    } catch (Throwable e) {
      throw unit.failed(e);
    }
    // The changes are stored. A failure to close the session must not look like a failed commit.
    try {
      unit.over(UnitContext.State.COMMITTED, null);
    } catch (Throwable e) {
      LOG.warn("A session could not be closed after a successful commit.", e);
    }
    unit.continueAssignedKeys();
  }

  /** Runs the after-commit actions. */
  void runAfterCommit() {
    afterCommit.run();
  }

  @Override
  public void rollback() {
    requireUnmanaged("roll back");
    if (unit.isInAttempt()) {
      throw new IllegalStateException(
          "An attempt cannot roll back the unit of work it is part of.");
    }
    abandon();
  }

  /** Rolls back unless the unit is over. */
  void abandon() {
    if (unit.isOpen()) {
      try {
        unit.over(UnitContext.State.ROLLED_BACK, null);
      } catch (Throwable e) {
        // Nothing is stored, and the store has closed the connection.
        LOG.warn("A unit of work could not be rolled back in order.", e);
      }
    }
  }

  private void requireUnmanaged(String what) {
    if (managed) {
      throw new IllegalStateException(
          "run(...) and execute(...) end their unit of work themselves: return to commit it, throw to roll it"
              + " back. To " + what + " by hand, use begin().");
    }
  }

  @Override
  public void close() {
    rollback();
  }
}
