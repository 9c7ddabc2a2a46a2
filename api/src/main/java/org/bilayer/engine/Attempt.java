package org.bilayer.engine;

import org.bilayer.UnitOfWork;
import org.bilayer.Work;
import org.bilayer.store.StoreSession;

/** A part of a unit of work that can fail without the rest: a savepoint, and what to put back if the part fails. */
final class Attempt {

  private final UnitContext unit;
  private final PendingWrites writes;
  private final AfterCommit afterCommit;
  private final Object savepoint;

  /** How many actions there were before the attempt. */
  private final int actions;

  private Attempt(
      UnitContext unit, PendingWrites writes, AfterCommit afterCommit, Object savepoint) {
    this.unit = unit;
    this.writes = writes;
    this.afterCommit = afterCommit;
    this.savepoint = savepoint;
    this.actions = afterCommit.size();
  }

  /** Begins an attempt: what is pending is written before the savepoint. */
  static Attempt begin(UnitContext unit, PendingWrites writes, AfterCommit afterCommit) {
    // What was changed in place before the attempt still differs after it, and is written then if
    // the attempt fails.
    Object savepoint = unit.guarded(() -> {
      writes.writePending();
      return unit.session().savepoint();
    });
    return new Attempt(unit, writes, afterCommit, savepoint);
  }

  /** Runs the part, and undoes it if it fails. */
  <R, X extends Exception> R run(UnitOfWork work, Work<R, X> part) throws X {
    unit.enterAttempt();
    try {
      unit.identityMap().beginAttempt(unit.isGuarding() ? unit.guards().size() : 0);
      R result = part.apply(work);
      succeed();
      return result;
    } catch (Error e) {
      unit.fail(e);
      throw e;
    } catch (Throwable e) {
      undo(e);
      throw e;
    } finally {
      unit.leaveAttempt();
    }
  }

  /** Keeps what the part did. A part that caught a failure and returned as if nothing had happened fails all the same. */
  private void succeed() {
    if (unit.isSound()) {
      unit.guarded(() -> {
        writes.flushForAnything();
        unit.session().release(savepoint);
        return true;
      });
    }
    unit.requireSound();
    unit.identityMap().endAttempt();
  }

  private void undo(Throwable first) {
    if (unit.isOpen()) {
      try {
        undoInStore();
      } catch (Throwable second) {
        // This one ends the unit, and it may be worth a retry where the first is not.
        Thrown.suppress(first, second);
        unit.fail(second);
        throw second;
      }
    }
    afterCommit.keepFirst(actions);
  }

  private void undoInStore() {
    StoreSession open = unit.session();
    open.rollbackTo(savepoint);
    open.release(savepoint);
    int guarded = unit.identityMap().undoAttempt();
    if (unit.isGuarding()) {
      unit.guards().keepFirst(guarded);
    }
    unit.checkLostRace(open);
  }
}
