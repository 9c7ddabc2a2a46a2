package org.bilayer.engine;

import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
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
        && isOfAKeyThatWasFree(violation, identityMap)) {
      return new WriteConflictException(
          "Another unit of work added a row that this unit had looked for and not found [table="
              + violation.table() + ", constraint=" + violation.constraint()
              + "]. Run the unit of work again, as run(...) does: the next try finds the row.",
          violation);
    }
    return thrown;
  }

  /**
   * Whether the unit has looked for each added row of the table before adding the row. Otherwise the existing row may
   * be a row that the unit has not looked for, and a retry might never succeed.
   */
  private static boolean isOfAKeyThatWasFree(
      UniqueViolationException violation, IdentityMap identityMap) {
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
