package org.bilayer.inmemory.internal.session;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.List;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RootEdit;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.inmemory.internal.table.RowWriter;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a session's changes on a root that others have moved on. Not final for one reason: see {@link IsolationRules}.
 * Immutable and thread-safe.
 */
class Rebase {
  /*
   * The changes were made to an older root. Each row written must still be what it was there: the same array, since
   * arrays are never changed. That one comparison is the check of versions, the rule that the first committer wins, and
   * the guard of rows that have no version. A row that was not there and is not there now may have come and gone: nothing is
   * overwritten, and PostgreSQL and H2 let it pass, too. Serializable sessions are told by what they read.
   *
   * All steps are repeated with their checks, not only their outcome: a unique value that was taken and given back may be
   * somebody else's by now, and a session that ran now would have been refused. Checking the outcome alone was tried; a
   * search over random histories then found serializable sessions that no serial order explains.
   *
   * What concerns a row alone, such as checks, was tested when it was written.
   *
   * Cost: O(rows written x indexes x log rows).
   */
  private final Constraints constraints;

  Rebase(Constraints constraints) {
    this.constraints = constraints;
  }

  /**
   * The root with the changes.
   *
   * @param changes in the order in which they were made
   * @throws ConflictException if a row that was changed or removed is not what it was
   * @throws UniqueViolationException if another row has the same unique values now
   * @throws ForeignKeyViolationException if a reference would point to nothing
   */
  Root onto(Root root, List<RowChange> changes) {
    var edit = new RootEdit(root);
    try {
      for (RowChange change : changes) {
        checkUntouched(edit, change);
        RowWriter.apply(constraints, edit, change, ReadObserver.NONE);
      }
    } catch (ConstraintViolationException violation) {
      checkConflicts(root, changes, violation);
      throw violation;
    }
    return edit.root();
  }

  /** A row further on that somebody else has changed decides: what breaks a constraint was made of what it was before. */
  private static void checkConflicts(
      Root root, List<RowChange> changes, ConstraintViolationException violation) {
    var committed = new RootEdit(root);
    SetMultimap<TableShape, Key> seen = HashMultimap.create();
    for (RowChange change : changes) {
      if (seen.put(change.table(), change.key()) && change.before() != null) {
        try {
          checkUntouched(committed, change);
        } catch (ConflictException conflict) {
          conflict.addSuppressed(violation);
          throw conflict;
        }
      }
    }
  }

  /** Checks that a row is still what it was when the change was made. */
  static void checkUntouched(RootEdit edit, RowChange change) {
    @Nullable Object[] before = change.before();
    @Nullable Object[] found = edit.row(change.table(), change.key());
    if (sameState(found, before)) {
      return;
    }
    if (before == null) {
      throw new UniqueViolationException(
          change.table().table.name(), change.table().primary.name, null);
    }
    throw conflict(change, before, found);
  }

  /** Whether two states of a row are one; see {@link RowChange}. */
  @SuppressWarnings("ReferenceEquality")
  static boolean sameState(
      @Nullable Object @Nullable [] left, @Nullable Object @Nullable [] right) {
    return left == right;
  }

  private static ConflictException conflict(
      RowChange change, @Nullable Object[] before, @Nullable Object @Nullable [] found) {
    TableShape table = change.table();
    String key = change.key().toString();
    if (table.hasVersion()) {
      return new StaleVersionException(
          table.table.name(),
          key,
          table.versionOf(before),
          found == null ? StaleVersionException.GONE : table.versionOf(found),
          null);
    }
    return new WriteConflictException(
        "Cannot write: another unit of work " + (found == null ? "removed" : "changed")
            + " the row first [table=" + table + ", key=" + key
            + "]. Run the unit of work again.",
        null);
  }
}
