package org.bilayer.engine;

import org.bilayer.UnitOfWork;
import org.bilayer.Work;
import org.bilayer.store.StoreSession;

/** A part of a unit of work that can fail alone: a savepoint, and the state to restore if the part fails. */
final class Attempt {

  private final UnitContext unit;
  private final PendingWrites writes;
  private final AfterCommit afterCommit;
  private final Object savepoint;

  /** The number of after-commit actions before the attempt. */
  private final int actions;

  private Attempt(
      UnitContext unit, PendingWrites writes, AfterCommit afterCommit, Object savepoint) {
    this.unit = unit;
    this.writes = writes;
    this.afterCommit = afterCommit;
    this.savepoint = savepoint;
    this.actions = afterCommit.size();
  }

  /** Begins an attempt. Pending changes are flushed before the savepoint. */
  static Attempt begin(UnitContext unit, PendingWrites writes, AfterCommit afterCommit) {
    // An object that was changed in place before the attempt still differs from its row if the
    // attempt fails. The object is written then.
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

  /** Keeps the changes of the part. A part that has caught a failure and returns normally fails nevertheless. */
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
        // The second failure ends the unit. The second failure may be retryable even if the first
        // failure is not.
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
