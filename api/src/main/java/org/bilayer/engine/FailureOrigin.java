package org.bilayer.engine;

import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who brought the fact that made a write fail. A store knows rows only: it cannot tell a version that the unit has
 * read from one that the caller brought, nor a key that is taken by mistake from one that was free when the unit looked.
 */
final class FailureOrigin {

  private FailureOrigin() {}

  /** The failure to throw for one that a write or a commit has thrown: itself, or what it means for this unit. */
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
   * Whether the unit looked for each row of the table that it has added, before it added the row. If it added others, too, one
   * of those may be the row that exists: then a retry might never help.
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
