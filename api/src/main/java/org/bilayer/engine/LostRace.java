package org.bilayer.engine;

import java.util.List;
import java.util.Optional;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;

/** Finds out whether a broken constraint is a race that the unit of work has lost. */
final class LostRace {

  /*
   * A unit decides what to write from what it has read. Where somebody else changed that meanwhile, the write may break a
   * constraint: both add line 3 to one order, or both take the number that a counter shows. The database reports the constraint,
   * for which the data is to blame and which nobody tries again, although the unit would have failed by a stale version one
   * statement later. Which of the two comes first depends on the order of the writes, on the level, and on whether the
   * writes go in one trip.
   *
   * So the versions decide, after the fact: when a constraint is broken, the roots that the unit was about to write, and those that
   * it guards, are looked at once more. If one has another version, that is the failure. Usual flushes pay nothing; a
   * violation costs a read for each table of such roots, and nothing where the unit only adds (decision 0034).
   */

  private final Guards relied;

  /** Whether a row may be gone because this unit had inserted it, and is undone. */
  private final boolean mayHaveInserted;

  /** What the unit relies on now. */
  LostRace(IdentityMap identityMap, Optional<Guards> guards) {
    relied = new Guards();
    mayHaveInserted = identityMap.hasUnseenInserts();
    for (Entry<?> entry : identityMap.pending()) {
      if (entry.stored != null) {
        relied.add(entry);
      }
    }
    for (Entry<?> entry : guards.map(Guards::all).orElse(List.of())) {
      // The row of an entry in doubt may differ because this unit has changed it.
      if (!identityMap.isInDoubt(entry)) {
        relied.add(entry);
      }
    }
  }

  /**
   * Looks in a session of its own, after the unit has given back its own.
   *
   * @return the conflict, if there is one; the violation where none is found or nobody can be asked
   */
  DataException explain(
      ConstraintViolationException violation, Store store, SessionOptions options, FlushPlan plan) {
    if (relied.isEmpty()) {
      return violation;
    }
    Level level =
        store.levels().contains(Level.READ_COMMITTED) ? Level.READ_COMMITTED : options.level();
    try (StoreSession session =
        store.open(SessionOptions.of(level, true, options.deadlineNanos()))) {
      relied.check(session, plan, Lock.NONE, true);
      session.rollback();
      return violation;
    } catch (ConflictException conflict) {
      if (isOwnInsertUndone(conflict)) {
        return violation;
      }
      conflict.addSuppressed(violation);
      return conflict;
    } catch (Exception unknown) {
      // Also what is no failure of ours, as of a store that was closed meanwhile.
      violation.addSuppressed(unknown);
      return violation;
    }
  }

  /**
   * Looks in the unit's own session, after the part that broke the constraint is undone.
   *
   * @throws ConflictException if there is a conflict
   */
  void check(StoreSession session, Level level, FlushPlan plan) {
    // What a snapshot shows is old; a lock is refused where the row has changed since.
    try {
      relied.check(session, plan, level == Level.READ_COMMITTED ? Lock.NONE : Lock.SHARE, true);
    } catch (StaleVersionException stale) {
      if (!isOwnInsertUndone(stale)) {
        throw stale;
      }
    }
  }

  private boolean isOwnInsertUndone(ConflictException conflict) {
    return mayHaveInserted && conflict instanceof StaleVersionException stale && stale.isGone();
  }
}
