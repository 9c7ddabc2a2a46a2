package org.bilayer.engine;

import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the caller or another unit has caused the failure of a write. A store knows rows only. A store
 * cannot distinguish a version that the unit has read from a version that the caller has passed. A store cannot
 * distinguish a key that was always taken from a key that was free when the unit looked for it.
 */
final class FailureOrigin {

  private FailureOrigin() {}

  /** Returns the failure to throw after a failed write or commit: the given failure, or its meaning for this unit. */
  static RuntimeException of(RuntimeException thrown, IdentityMap identityMap) {
    if (thrown instanceof StaleVersionException stale && stale.isRetryable()) {
      Entry<?> entry = identityMap.find(stale.type(), stale.id());
      return entry != null && entry.versionGiven ? stale.asOfGivenVersion() : stale;
    }
    if (thrown instanceof UniqueViolationException violation
        && !isOfAKeyThatFolds(violation, identityMap)
        && isOfAKeyThatWasFree(violation, identityMap)) {
      return addedMeanwhile(violation);
    }
    return thrown;
  }

  /** The failure of a unit that had looked for the row of a key that is taken now. */
  static WriteConflictException addedMeanwhile(UniqueViolationException violation) {
    return new WriteConflictException(
        "Another unit of work added a row that this unit had looked for and not found [table="
            + violation.table() + ", constraint=" + violation.constraint()
            + "]. Run the unit of work again, as run(...) does: the next try finds the row.",
        violation);
  }

  /** Whether a key may be taken although no row has it, since a database may take another key for the same. */
  private static boolean isOfAKeyThatFolds(
      UniqueViolationException violation, IdentityMap identityMap) {
    for (@Nullable EntryTable<?> table = identityMap.tables();
        table != null;
        table = table.before()) {
      if (violation.table().equals(table.layout().root().name())) {
        return folds(table.layout().root());
      }
    }
    return false;
  }

  static boolean folds(Table root) {
    return root.key().stream().anyMatch(column -> root.type(column).isFolding());
  }

  /**
   * Whether the unit has looked for each added row of the table before adding the row. Otherwise the existing row may
   * be a row that the unit has not looked for, and a retry might never succeed.
   */
  static boolean isOfAKeyThatWasFree(UniqueViolationException violation, IdentityMap identityMap) {
    boolean wasFree = false;
    for (@Nullable EntryTable<?> table = identityMap.tables();
        table != null;
        table = table.before()) {
      if (violation.table().equals(table.layout().root().name())
          && violation.constraint().equals(table.layout().root().keyName())) {
        for (Entry<?> entry : table.all()) {
          if (entry.state == Entry.State.ADDED || entry.inserted) {
            if (!entry.absenceRead) {
              return false;
            }
            wasFree = true;
          }
        }
      }
    }
    return wasFree;
  }
}
