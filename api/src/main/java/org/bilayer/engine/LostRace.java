package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.Fetch;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;

/** Finds out whether the unit of work has violated a constraint because another unit wrote first. */
final class LostRace {

  /*
   * A unit decides its writes by the rows that it has read. If another unit has changed these rows meanwhile, the
   * write may violate a constraint: two units add line 3 to one order, or take the same number of a counter. The
   * database then reports the violation, which is not retryable, although the next statement of the unit would have
   * failed with a stale version, which is retryable. The order of the writes, the level, and the number of trips
   * decide which failure comes first.
   *
   * Therefore the versions decide after the violation. The engine reads the versions of the roots that the unit was
   * about to write and of the guarded roots again. If one version differs, the failure is the stale version. A flush
   * without a violation has no cost. A violation costs one read for each table of such roots, and nothing if the unit
   * only adds rows (decision 0034).
   */

  private final IdentityMap identityMap;
  private final Guards relied;

  /** Whether a row may be missing because this unit had inserted the row and the insert was undone. */
  private final boolean mayHaveInserted;

  /** Rows that the unit added under keys that it had looked for, where a database may take another key for the same. */
  private final List<Fetch> soughtRows = new ArrayList<>(0);

  /** The roots whose versions the unit relies on at present. */
  LostRace(IdentityMap identityMap, Optional<Guards> guards) {
    this.identityMap = identityMap;
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

  /** Notes which keys decide whether another unit has added a row, or a row with another key is in the way. */
  LostRace of(ConstraintViolationException violation) {
    if (violation instanceof UniqueViolationException unique
        && FailureOrigin.isOfAKeyThatWasFree(unique, identityMap)) {
      for (EntryTable<?> table = identityMap.tables(); table != null; table = table.before()) {
        Table root = table.layout().root();
        if (unique.table().equals(root.name()) && FailureOrigin.folds(root)) {
          List<Key> keys = table.all().stream()
              .filter(entry -> entry.state == Entry.State.ADDED || entry.inserted)
              .map(entry -> entry.key)
              .toList();
          soughtRows.add(new Fetch(root, root.key(), keys, Lock.NONE));
        }
      }
    }
    return this;
  }

  /**
   * Reads the versions in a new session, after the session of the unit was closed.
   *
   * @return the conflict, if there is a conflict; the violation if there is none or the store cannot be read
   */
  DataException explain(
      ConstraintViolationException violation, Store store, SessionOptions options, FlushPlan plan) {
    if (relied.isEmpty() && soughtRows.isEmpty()) {
      return violation;
    }
    Level level =
        store.levels().contains(Level.READ_COMMITTED) ? Level.READ_COMMITTED : options.level();
    try (StoreSession session =
        store.open(SessionOptions.of(level, true, options.deadlineNanos()))) {
      relied.check(session, plan, Lock.NONE, true);
      boolean isAddedMeanwhile =
          soughtRows.stream().anyMatch(rows -> !session.fetch(rows).isEmpty());
      session.rollback();
      return isAddedMeanwhile && violation instanceof UniqueViolationException unique
          ? FailureOrigin.addedMeanwhile(unique)
          : violation;
    } catch (ConflictException conflict) {
      if (isOwnInsertUndone(conflict)) {
        return violation;
      }
      conflict.addSuppressed(violation);
      return conflict;
    } catch (Exception unknown) {
      // Catches other exceptions too, for example of a store that was closed meanwhile.
      violation.addSuppressed(unknown);
      return violation;
    }
  }

  /**
   * Reads the versions in the unit's own session, after the part that violated the constraint was undone.
   *
   * @throws ConflictException if there is a conflict
   */
  void check(StoreSession session, Level level, FlushPlan plan) {
    // What the part has read again is in doubt again: this unit has changed it before the part.
    Guards left = relied.without(identityMap::isInDoubt);
    // A snapshot shows old versions. A lock is refused if the row has changed since the snapshot.
    try {
      left.check(session, plan, level == Level.READ_COMMITTED ? Lock.NONE : Lock.SHARE, true);
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
