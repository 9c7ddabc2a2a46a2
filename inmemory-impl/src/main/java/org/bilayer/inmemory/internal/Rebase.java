package org.bilayer.inmemory.internal;

import java.util.List;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.jspecify.annotations.Nullable;

/** Puts a session's changes on top of a root that others have moved on. */
final class Rebase {
  /*
   * The changes were made to an older root. Each row written must still be what it was there: the same array, since
   * arrays are never changed. That one comparison is the check of versions, the rule that the first committer wins, and
   * the guard of rows that have no version.
   *
   * Keys are checked against the root as it is now, and only for the outcome: all old entries are taken out before the
   * new ones are put in, and references are looked at last. The order of the session's own steps was checked when it
   * made them.
   *
   * Cost: O(rows changed x indexes x log rows).
   */
  private Rebase() {}

  /**
   * The root with the changes.
   *
   * @param net at most one change per row
   * @throws ConflictException if a row that was changed or removed is not what it was
   * @throws UniqueViolationException if another row has the same unique values now
   * @throws ForeignKeyViolationException if a reference would point to nothing
   */
  static Root onto(Root root, List<RowChange> net) {
    RootEdit edit = root.edit();
    for (RowChange change : net) {
      checkUntouched(root, change);
      if (change.before() != null) {
        edit.table(change.table()).takeOut(change.before(), change.after());
      }
      edit.table(change.table()).set(change.key(), change.after());
    }
    for (RowChange change : net) {
      if (change.after() != null) {
        putIn(edit, change, change.after());
      }
    }
    for (RowChange change : net) {
      References.check(edit, change, ReadObserver.NONE);
    }
    return edit.root();
  }

  private static void putIn(RootEdit edit, RowChange change, @Nullable Object[] after) {
    TableShape table = change.table();
    TableEdit.Collision collision = edit.table(table).putIn(change.key(), change.before(), after);
    if (collision != null) {
      throw new UniqueViolationException(table.table.name(), collision.index().name, null);
    }
  }

  private static void checkUntouched(Root root, RowChange change) {
    @Nullable Object[] found = root.row(change.table(), change.key());
    if (sameState(found, change.before())) {
      return;
    }
    if (change.before() == null) {
      throw new UniqueViolationException(
          change.table().table.name(), change.table().primary.name, null);
    }
    throw conflict(change.table(), change, change.before(), found);
  }

  /** Whether two states of a row are one; see {@link RowChange}. */
  @SuppressWarnings("ReferenceEquality")
  static boolean sameState(
      @Nullable Object @Nullable [] left, @Nullable Object @Nullable [] right) {
    return left == right;
  }

  private static ConflictException conflict(
      TableShape table,
      RowChange change,
      @Nullable Object[] before,
      @Nullable Object @Nullable [] found) {
    String key = change.key().toString();
    if (table.hasVersion()) {
      return new StaleVersionException(
          table.table.name(),
          key,
          table.versionOf(before),
          found == null ? -1 : table.versionOf(found),
          null);
    }
    return new WriteConflictException(
        "Cannot write: another unit of work changed the row first [table=" + table + ", key=" + key
            + "]. Run the unit of work again.",
        null);
  }
}
