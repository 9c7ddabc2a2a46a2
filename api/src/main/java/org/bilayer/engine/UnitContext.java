package org.bilayer.engine;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bilayer.DataLayer;
import org.bilayer.DirtyChecking;
import org.bilayer.UnitOptions;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that all parts of one unit of work share: the session, the objects, the guards, and whether the unit is
 * open, committed, rolled back or failed. Every call of the application goes through {@link #guarded}. One thread at
 * a time.
 */
final class UnitContext {
  /*
   * This class does not use the parts of the engine that read again, flush, find, change or run attempts. These parts
   * use this class.
   *
   * Loader and guards are created at their first use, because most units do not need them.
   *
   * The frequent calls (get, add, update, commit) repeat the code of {@link #guarded} instead of calling it with a
   * lambda. The lambdas would be a quarter of the objects of a short unit.
   */

  /** The states of a unit. */
  enum State {
    OPEN,
    COMMITTED,
    ROLLED_BACK,
    FAILED
  }

  private static final Logger LOG = LoggerFactory.getLogger(DataLayer.class);

  private final LayerContext layer;
  private final UnitOptions options;
  private final SessionOptions sessionOptions;
  private final IdentityMap identityMap = new IdentityMap();
  private @Nullable Guards guards;
  private @Nullable StoreSession session;
  private @Nullable Loader loader;
  private OpenUnits.@Nullable Trace trace;

  private State state = State.OPEN;

  /** The failure that ended the unit. */
  private @Nullable Throwable failure;

  /** The number of attempts around this call. */
  private int attempts;

  /** The failure of the innermost attempt, until the part of this attempt returns. */
  private @Nullable Throwable attemptFailure;

  /** Tables with generated keys to which this unit adds rows under keys of their own. */
  private Set<Table> assignedKeys = Set.of();

  /** The race that may have caused the violation of a constraint in this part. */
  private @Nullable LostRace race;

  UnitContext(LayerContext layer, UnitOptions options, SessionOptions sessionOptions) {
    this.layer = layer;
    this.options = options;
    this.sessionOptions = sessionOptions;
  }

  void tracedBy(OpenUnits.Trace trace) {
    this.trace = trace;
  }

  // --- what a unit has ---

  LayerContext layer() {
    return layer;
  }

  UnitOptions options() {
    return options;
  }

  Level level() {
    return options.level();
  }

  boolean isReadOnly() {
    return options.isReadOnly();
  }

  /** Whether objects changed in place are looked for. */
  boolean looksForUnsaved() {
    return options.dirtyChecking() != DirtyChecking.IGNORE && !options.isReadOnly();
  }

  IdentityMap identityMap() {
    return identityMap;
  }

  /** The session. Opened at the first call. */
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

  /** The session, if it is open. */
  @Nullable
  StoreSession openSession() {
    return session;
  }

  Loader loader() {
    Loader known = loader;
    if (known == null) {
      known = new Loader(session(), options.level());
      loader = known;
    }
    return known;
  }

  /** The aggregates that the commit will compare with their rows. */
  Guards guards() {
    Guards known = guards;
    if (known == null) {
      known = new Guards();
      guards = known;
    }
    return known;
  }

  boolean isGuarding() {
    return guards != null && !guards.isEmpty();
  }

  /** Whether the commit will compare this entry with its row. */
  boolean isGuarding(Entry<?> entry) {
    return guards != null && guards.contains(entry);
  }

  // --- calls ---

  /** Runs a call of the application. A failure of the call ends the unit or the innermost attempt. */
  <R> R guarded(Supplier<R> call) {
    requireUsable();
    try {
      return call.get();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

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

  void requireWritable() {
    requireUsable();
    if (options.isReadOnly()) {
      throw failed(new MisuseException(
          "The unit of work is read-only and refuses every change. Run it without readOnly().",
          null));
    }
  }

  // --- failures ---

  /**
   * Records a failure, rolls back if necessary, and throws the failure unchanged. The return type exists for the
   * compiler only.
   */
  RuntimeException failed(Throwable e) {
    if (attempts > 0 && isOfThePartOnly(e)) {
      attemptFailure = e;
      race = e instanceof ConstraintViolationException ? lostRace() : null;
      throw Thrown.unchanged(e);
    }
    throw Thrown.unchanged(fail(e));
  }

  /**
   * Returns the exception to throw if the examination of arguments fails, before any change. A {@code DataException}
   * ends the unit, as every failure does. A wrong argument, or an exception of a getter of the application, changes
   * nothing.
   */
  RuntimeException refused(Throwable e) {
    boolean shows = layer.options().showsValues();
    Throwable shown = shows && e instanceof InvalidValueException refused
        ? FailureInternals.showingValue(refused)
        : e;
    throw shown instanceof Error || shown instanceof DataException
        ? failed(shown)
        : Thrown.unchanged(shown);
  }

  /** Ends the unit, also inside of an attempt, and returns the exception to throw. */
  Throwable fail(Throwable e) {
    if (state != State.OPEN) {
      return e;
    }
    failure = e;
    over(State.FAILED, e);
    if (e instanceof ConstraintViolationException violation) {
      Throwable explained =
          lostRace().of(violation).explain(violation, layer.store(), sessionOptions, layer.plan());
      failure = explained;
      return explained;
    }
    return e;
  }

  private LostRace lostRace() {
    return new LostRace(identityMap, Optional.ofNullable(guards));
  }

  private Throwable firstFailure() {
    Throwable first = failure;
    return first == null ? new AssertionError("failed without a failure") : first;
  }

  /** Whether it is sufficient to undo a part of the unit. Other failures concern the whole transaction. */
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

  // --- attempts ---

  /** Begins an attempt: a failure inside of the attempt does not end the unit. */
  void enterAttempt() {
    attempts++;
  }

  /** Ends the innermost attempt and clears its failure. */
  void leaveAttempt() {
    attempts--;
    attemptFailure = null;
  }

  boolean isInAttempt() {
    return attempts > 0;
  }

  /** Whether neither the unit nor the innermost attempt has failed. */
  boolean isSound() {
    return state == State.OPEN && attemptFailure == null;
  }

  /** Throws the failure of the unit or of the innermost attempt, if there is one. */
  void requireSound() {
    if (state != State.OPEN) {
      throw new UnitOfWorkFailedException(firstFailure());
    }
    if (attemptFailure != null) {
      throw Thrown.unchanged(attemptFailure);
    }
  }

  /**
   * Looks for the race that may have caused the violation of a constraint in the innermost attempt. Called after the
   * attempt was undone.
   *
   * @throws org.bilayer.failure.ConflictException if there was one
   */
  void checkLostRace(StoreSession open) {
    LostRace lost = race;
    race = null;
    if (lost != null) {
      lost.check(open, options.level(), layer.plan());
    }
  }

  // --- the end ---

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Remembers that the unit adds a row under a key that the database would have generated. */
  void noteAssignedKey(Table table) {
    if (assignedKeys.isEmpty()) {
      assignedKeys = new LinkedHashSet<>();
    }
    assignedKeys.add(table);
  }

  /** Makes the store generate keys behind those that the committed unit has assigned. A failure is logged. */
  void continueAssignedKeys() {
    for (Table table : assignedKeys) {
      try {
        layer.store().continueKeys(table);
      } catch (Exception e) {
        LOG.warn(
            "The unit of work is committed, but the next key that the database generates may be one of those that the unit"
                + " has assigned [table={}]. Set the counter of the key behind the greatest key of the table, or give the user the"
                + " right to do so and import again.",
            table.name(),
            e);
      }
    }
  }

  /**
   * Ends the unit and closes the session, which is rolled back unless the unit is committed. A second failure is
   * added to the first failure.
   */
  void over(State end, @Nullable Throwable first) {
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
      Thrown.suppress(second, first);
    }
  }
}
