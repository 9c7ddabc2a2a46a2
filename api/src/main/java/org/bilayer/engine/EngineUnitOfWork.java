package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.LayerInternals;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a unit of work: open, then committed, rolled back or failed; every call passes {@link #guarded}. */
final class EngineUnitOfWork implements UnitOfWork {

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private enum State {
    OPEN,
    COMMITTED,
    ROLLED_BACK,
    FAILED
  }

  private final EngineDataLayer layer;
  private final UnitOptions options;
  private final SessionOptions sessionOptions;
  private final FlushPlan plan;

  /** Whether run or execute ends this unit, so that the work itself must not. */
  private final boolean managed;

  private final IdentityMap identityMap = new IdentityMap();

  /** The newest one; each leads to the one before. Made when asked for, as what follows, because most units need little. */
  private @Nullable EngineRepository<?, ?> repositories;

  private @Nullable Guards guards;
  private @Nullable Rereader rereader;

  /** How many hand-written statements that change rows the session had executed when that was looked at last. */
  private long handWrittenChanges;

  private List<Runnable> afterCommit = List.of();
  private State state = State.OPEN;
  private @Nullable StoreSession session;
  private @Nullable Loader loader;
  private OpenUnits.@Nullable Trace trace;

  /** What ended the unit. */
  private @Nullable Throwable failure;

  /** How many attempts this call is inside of. */
  private int attempts;

  /** What ended the innermost attempt, while its part has not noticed or not returned yet. */
  private @Nullable Throwable attemptFailure;

  /** What a constraint that this part broke may come from. */
  private @Nullable LostRace race;

  EngineUnitOfWork(
      EngineDataLayer layer, UnitOptions options, SessionOptions sessionOptions, boolean managed) {
    this.layer = layer;
    this.options = options;
    this.sessionOptions = sessionOptions;
    this.managed = managed;
    this.plan = layer.plan();
  }

  void tracedBy(OpenUnits.Trace trace) {
    this.trace = trace;
  }

  // --- what repositories use ---

  IdentityMap identityMap() {
    return identityMap;
  }

  Guards guards() {
    Guards known = guards;
    if (known == null) {
      known = new Guards();
      guards = known;
    }
    return known;
  }

  /** Whether the commit will compare this entry with its row. */
  boolean isGuarding(Entry<?> entry) {
    return guards != null && guards.contains(entry);
  }

  Rereader rereader() {
    Rereader known = rereader;
    if (known == null) {
      known = new Rereader(this);
      rereader = known;
    }
    return known;
  }

  Level level() {
    return options.level();
  }

  EngineDataLayer layer() {
    return layer;
  }

  StoreSession session() {
    StoreSession open = session;
    if (open == null) {
      open = layer.store().open(sessionOptions);
      session = open;
      if (trace != null) {
        trace.holds(open);
      }
    }
    return open;
  }

  Loader loader() {
    Loader known = loader;
    if (known == null) {
      known = new Loader(session(), options.level());
      loader = known;
    }
    return known;
  }

  /*
   * The calls that units are made of, get, add, update and the commit, have the two guards below written out: a function
   * for each call and each part of it would be a quarter of the objects of a short unit.
   */

  /** Runs a call of the application's; whatever fails in it ends the unit, or the attempt it is part of. */
  <R> R guarded(Supplier<R> call) {
    requireUsable();
    try {
      return call.get();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * Runs the examination of arguments, before anything is touched: a failure of ours ends the unit like any other, but an
   * argument that makes no sense, or a getter of the application's that throws, changes nothing.
   */
  <R> R checked(Supplier<R> examination) {
    requireUsable();
    try {
      return examination.get();
    } catch (Throwable e) {
      throw refused(e);
    }
  }

  /** What to throw for a failure of the examination of arguments; see {@link #checked}. */
  RuntimeException refused(Throwable e) {
    throw e instanceof Error || e instanceof DataException ? failed(e) : Thrown.unchanged(e);
  }

  boolean isReadOnly() {
    return options.isReadOnly();
  }

  /** Whether objects changed in place are looked for. */
  boolean looksForUnsaved() {
    return options.dirtyChecking() != DirtyChecking.IGNORE && !options.isReadOnly();
  }

  /** Puts loaded objects in doubt if the application's own statements have changed rows. */
  void takeInHandWrittenChanges() {
    long changes = session().handWrittenChanges();
    if (changes == handWrittenChanges) {
      return;
    }
    handWrittenChanges = changes;
    identityMap.noteUnseenInserts();
    for (EntryTable<?> table = identityMap.tables(); table != null; table = table.before()) {
      identityMap.changed(table, true);
    }
  }

  void requireWritable() {
    requireUsable();
    if (options.isReadOnly()) {
      throw failed(new MisuseException(
          "The unit of work is read-only and refuses every change. Run it without readOnly().",
          null));
    }
  }

  /** Writes pending changes if rows of one of the tables, or of the same aggregates, are among them. */
  void flushFor(List<Table> tables) {
    boolean writesChangedInPlace =
        options.dirtyChecking() == DirtyChecking.WRITE && !options.isReadOnly();
    if (writesChangedInPlace) {
      // Objects of other tables are compared when something is to be written, and not at each
      // query.
      takeIn(identityMap.changeable(tables));
    }
    if (identityMap.hasPending(tables)) {
      if (writesChangedInPlace) {
        takeInChangedInPlace();
      }
      writePending();
    }
  }

  // --- life ---

  void requireUsable() {
    switch (state) {
      case OPEN -> {
        layer.requireOpen();
        if (attemptFailure != null) {
          throw new UnitOfWorkFailedException(attemptFailure);
        }
      }
      case FAILED -> throw new UnitOfWorkFailedException(firstFailure());
      case COMMITTED -> throw new IllegalStateException("The unit of work is committed already.");
      case ROLLED_BACK ->
        throw new IllegalStateException("The unit of work is rolled back already.");
    }
  }

  private Throwable firstFailure() {
    Throwable first = failure;
    return first == null ? new AssertionError("failed without a failure") : first;
  }

  /**
   * Notes a failure, undoes what has to be undone, and throws it as it is; declared to return for the compiler's sake.
   */
  RuntimeException failed(Throwable e) {
    if (attempts > 0 && isOfThePartOnly(e)) {
      attemptFailure = e;
      race = e instanceof ConstraintViolationException ? lostRace() : null;
      throw Thrown.unchanged(e);
    }
    throw Thrown.unchanged(fail(e));
  }

  /** Ends the unit, and returns what to say about it. */
  private Throwable fail(Throwable e) {
    if (state != State.OPEN) {
      return e;
    }
    failure = e;
    over(State.FAILED, e);
    if (e instanceof ConstraintViolationException violation) {
      Throwable explained = lostRace().explain(violation, layer.store(), sessionOptions, plan);
      failure = explained;
      return explained;
    }
    return e;
  }

  private LostRace lostRace() {
    return new LostRace(identityMap, Optional.ofNullable(guards));
  }

  /** Whether undoing a part of the unit is enough; other failures concern the transaction as a whole. */
  private static boolean isOfThePartOnly(Throwable e) {
    if (e instanceof Error) {
      return false;
    }
    return !(e instanceof DataException)
        || e instanceof ConstraintViolationException
        || e instanceof InvalidValueException
        || e instanceof NotFoundException
        || e instanceof MisuseException;
  }

  /** Ends the unit without a commit and gives the session back; a second failure joins the first. */
  private void over(State end, @Nullable Throwable first) {
    state = end;
    if (trace != null) {
      trace.over();
    }
    StoreSession open = session;
    if (open == null) {
      return;
    }
    session = null;
    try (open) {
      if (end != State.COMMITTED) {
        open.rollback();
      }
    } catch (Throwable second) {
      if (first == null) {
        throw second;
      }
      suppress(second, first);
    }
  }

  /** A throwable refuses to suppress itself, and a driver may throw one twice. */
  @SuppressWarnings("ReferenceEquality")
  private static void suppress(Throwable second, Throwable first) {
    if (second != first) {
      first.addSuppressed(second);
    }
  }

  @Override
  public <T, I> Repository<T, I> repository(Mapping<T, I> mapping) {
    requireUsable();
    for (EngineRepository<?, ?> known = repositories; known != null; known = known.before()) {
      if (known.isOf(mapping)) {
        // It was made for this very mapping.
        @SuppressWarnings("unchecked")
        Repository<T, I> same = (Repository<T, I>) known;
        return same;
      }
    }
    var repository = new EngineRepository<>(
        this, mapping, ModelInternals.layout(layer.model(), mapping), repositories);
    repositories = repository;
    return repository;
  }

  @Override
  public <Q> Q queries(Class<Q> type) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException("Queries are interfaces; " + type.getName() + " is not.");
    }
    return guarded(() -> {
      Function<UnitOfWork, ?> twin = LayerInternals.javaForm(layer.options(), type);
      Supplier<Q> javaForm = twin == null ? null : () -> type.cast(twin.apply(this));
      return QueriesProxy.of(type, session().queries(type, javaForm), this);
    });
  }

  @Override
  public long nextValue(IdSequence sequence) {
    layer.sequences().requireKnown(ModelInternals.sequence(sequence));
    return guarded(() -> layer.sequences().next(ModelInternals.sequence(sequence), session()));
  }

  @Override
  public void flush() {
    guarded(() -> {
      flushAll();
      return true;
    });
  }

  /** Writes pending changes, after looking for objects changed in place. */
  void flushAll() {
    takeInChangedInPlace();
    writePending();
  }

  /**
   * As {@link #flushAll}, where what follows must see all changes. Objects changed in place are looked for only where they are
   * written: a refusal can wait for the commit, and to compare all loaded objects at each such call would make a unit with many
   * calls grow with the square.
   */
  void flushForAnything() {
    if (options.dirtyChecking() == DirtyChecking.WRITE) {
      takeInChangedInPlace();
    }
    writePending();
  }

  private void takeInChangedInPlace() {
    if (!looksForUnsaved()) {
      return;
    }
    if (rereader != null) {
      for (EntryTable<?> table = identityMap.tables(); table != null; table = table.before()) {
        rereader.requireOutdatedUnchanged(table);
      }
    }
    takeIn(identityMap.changeable());
  }

  private void takeIn(List<Entry<?>> changeable) {
    for (Entry<?> entry : changeable) {
      if (Flush.differs(entry)) {
        if (options.dirtyChecking() == DirtyChecking.FAIL) {
          throw new MisuseException(
              "An object was changed but never handed to update [type=" + entry.table() + ", id="
                  + entry.key
                  + "]. Call update(...) with it, or choose DirtyChecking.WRITE or DirtyChecking.IGNORE.",
              null);
        }
        requireCurrent(entry);
        identityMap.move(entry, Entry.State.UPDATED);
      }
    }
  }

  private <T> void requireCurrent(Entry<T> entry) {
    T object = entry.object;
    if (object != null) {
      rereader().requireCurrent(identityMap.of(entry.layout), entry, object, "write the change of");
    }
  }

  private void writePending() {
    if (!identityMap.hasPending()) {
      return;
    }
    Flush flush = collectPending();
    if (!flush.isEmpty()) {
      try {
        flush.execute(session());
      } catch (RuntimeException e) {
        throw FailureOrigin.of(e, identityMap);
      }
    }
    flush.settle();
  }

  private Flush collectPending() {
    var flush = new Flush(identityMap, plan, layer.options(), layer.limits());
    flush.collect();
    return flush;
  }

  /** The last flush and the commit; as one where that is wanted and nothing has to be checked in between. */
  private void writePendingAndCommit() {
    try {
      writeRestAndCommit();
    } catch (RuntimeException e) {
      throw FailureOrigin.of(e, identityMap);
    }
  }

  private void writeRestAndCommit() {
    if (options.pipelinesCommit() && !isGuarding() && identityMap.hasPending()) {
      Flush flush = collectPending();
      if (!flush.isEmpty()) {
        flush.executeAndCommit(session());
        flush.settle();
        return;
      }
      flush.settle();
    } else {
      writePending();
    }
    StoreSession open = session;
    if (open != null) {
      if (guards != null) {
        guards.check(open, plan, rereader());
      }
      open.commit();
    }
  }

  private boolean isGuarding() {
    return guards != null && !guards.isEmpty();
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
    // What was changed in place before the attempt still differs after it, and is written then if
    // the attempt fails.
    Object savepoint = guarded(() -> {
      writePending();
      return session().savepoint();
    });
    int actions = afterCommit.size();
    attempts++;
    try {
      identityMap.beginAttempt(guards == null ? 0 : guards.size());
      R result = part.apply(this);
      if (attemptFailure == null && state == State.OPEN) {
        guarded(() -> {
          flushForAnything();
          session().release(savepoint);
          return true;
        });
      }
      requireNotFailed();
      identityMap.endAttempt();
      return result;
    } catch (Error e) {
      fail(e);
      throw e;
    } catch (Throwable e) {
      undo(savepoint, e);
      if (afterCommit.size() > actions) {
        afterCommit.subList(actions, afterCommit.size()).clear();
      }
      throw e;
    } finally {
      attempts--;
      attemptFailure = null;
    }
  }

  /** A part that caught a failure and returned as if nothing had happened fails all the same. */
  private void requireNotFailed() {
    if (state != State.OPEN) {
      throw new UnitOfWorkFailedException(firstFailure());
    }
    if (attemptFailure != null) {
      throw Thrown.unchanged(attemptFailure);
    }
  }

  private void undo(Object savepoint, Throwable first) {
    if (state != State.OPEN) {
      return;
    }
    try {
      StoreSession open = session();
      open.rollbackTo(savepoint);
      open.release(savepoint);
      int guarded = identityMap.undoAttempt();
      if (guards != null) {
        guards.keepFirst(guarded);
      }
      LostRace lost = race;
      race = null;
      if (lost != null) {
        lost.check(open, options.level(), plan);
      }
    } catch (Throwable second) {
      // This one ends the unit, and it may be worth a retry where the first is not.
      suppress(first, second);
      fail(second);
      throw second;
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    requireUsable();
    if (afterCommit.isEmpty()) {
      afterCommit = new ArrayList<>();
    }
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
    if (attempts > 0) {
      throw new IllegalStateException("An attempt cannot commit the unit of work it is part of.");
    }
    requireUsable();
    try {
      takeInChangedInPlace();
      writePendingAndCommit();
    } catch (Throwable e) {
      throw failed(e);
    }
    // Stored now: a failure to give the session back must not look like a failed commit.
    try {
      over(State.COMMITTED, null);
    } catch (Throwable e) {
      LOG.warn("A session could not be closed after a successful commit.", e);
    }
  }

  /**
   * Runs what was registered for after the commit, all of it; what it throws is logged and changes nothing. An {@link Error}
   * passes on when the others have had their turn.
   */
  void runAfterCommit() {
    Error fatal = null;
    for (Runnable action : afterCommit) {
      try {
        action.run();
      } catch (Error e) {
        LOG.error(AFTER_COMMIT_FAILED, e);
        fatal = fatal == null ? e : fatal;
      } catch (Throwable e) {
        LOG.error(AFTER_COMMIT_FAILED, e);
      }
    }
    if (fatal != null) {
      throw fatal;
    }
  }

  private static final String AFTER_COMMIT_FAILED =
      "An after-commit action failed; the unit of work is committed all the same.";

  @Override
  public void rollback() {
    requireUnmanaged("roll back");
    if (attempts > 0) {
      throw new IllegalStateException(
          "An attempt cannot roll back the unit of work it is part of.");
    }
    abandon();
  }

  /** Rolls back unless the unit is over. */
  void abandon() {
    if (state == State.OPEN) {
      try {
        over(State.ROLLED_BACK, null);
      } catch (Throwable e) {
        // Nothing is stored either way; the store has given up the connection.
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
