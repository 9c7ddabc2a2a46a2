package org.bilayer.engine;

import java.util.Optional;
import java.util.function.Supplier;
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
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one unit of work share: its session, its objects and guards, and its state, which is open, then committed,
 * rolled back or failed. Every call of the application passes {@link #guarded}. One thread at a time.
 */
final class UnitContext {
  /*
   * This class knows none of the parts above it: reading again, flushing, finding, changing, attempts. They know this class and
   * those below them.
   *
   * Loader and guards are made when they are asked for, because most units need little.
   *
   * The calls that units are made of, get, add, update and the commit, have the guards of this class written out: a function for
   * each call and each part of it would be a quarter of the objects of a short unit.
   */

  /** Where a unit is in its life. */
  enum State {
    OPEN,
    COMMITTED,
    ROLLED_BACK,
    FAILED
  }

  private final LayerContext layer;
  private final UnitOptions options;
  private final SessionOptions sessionOptions;
  private final IdentityMap identityMap = new IdentityMap();
  private @Nullable Guards guards;
  private @Nullable StoreSession session;
  private @Nullable Loader loader;
  private OpenUnits.@Nullable Trace trace;

  private State state = State.OPEN;

  /** What ended the unit. */
  private @Nullable Throwable failure;

  /** How many attempts this call is inside of. */
  private int attempts;

  /** What ended the innermost attempt, while its part has not noticed or not returned yet. */
  private @Nullable Throwable attemptFailure;

  /** What a constraint that this part broke may come from. */
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

  /** The session, opened when first asked for. */
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

  /** The session, if it was asked for. */
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

  /** Runs a call of the application's; whatever fails in it ends the unit, or the attempt it is part of. */
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

  /**
   * What to throw for a failure of the examination of arguments, before anything is touched. A failure of ours ends the unit
   * like any other, but an argument that makes no sense, or a getter of the application's that throws, changes nothing.
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

  /** Ends the unit, also inside of an attempt, and returns what to say about it. */
  Throwable fail(Throwable e) {
    if (state != State.OPEN) {
      return e;
    }
    failure = e;
    over(State.FAILED, e);
    if (e instanceof ConstraintViolationException violation) {
      Throwable explained =
          lostRace().explain(violation, layer.store(), sessionOptions, layer.plan());
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

  // --- attempts ---

  /** Enters an attempt: a failure of the part only does not end the unit. */
  void enterAttempt() {
    attempts++;
  }

  /** Leaves the innermost attempt; its failure is forgotten. */
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
   * Looks for the race that a broken constraint of the innermost attempt may come from; called when the attempt is undone.
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

  /** Ends the unit and gives the session back, rolled back unless the unit is committed; a second failure joins the first. */
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
