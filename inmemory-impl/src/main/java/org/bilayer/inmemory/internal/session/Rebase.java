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
 * Repeats a session's changes on a root that other sessions have committed. Not final for the reason given in
 * {@link IsolationRules}. Immutable and thread-safe.
 */
class Rebase {
  /*
   * The session has made its changes on an older root. Each written row must be unchanged since then: the same array,
   * because arrays are never modified. This one comparison checks versions, lets the first committer win, and
   * protects rows without a version. A row that was absent and is absent again may have existed in between. The
   * commit accepts this case, because it overwrites nothing; PostgreSQL and H2 accept it, too. At SERIALIZABLE the
   * validation of the reads finds this case.
   *
   * Rebase repeats every change with its checks, not only the final state. For example, the session may have used a
   * unique value and freed it again, and another session may own the value now: a session that ran now would fail.
   * Checking the final state only was tried. A search over random histories then found serializable sessions without
   * a serial order.
   *
   * Rules that concern one row, such as check constraints, were checked at the write.
   *
   * Cost: O(rows written x indexes x log rows).
   */
  private final Constraints constraints;

  Rebase(Constraints constraints) {
    this.constraints = constraints;
  }

  /**
   * Returns the root with the changes.
   *
   * @param changes in the order in which they were made
   * @throws ConflictException if another session has changed a row that the session has changed or removed
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

  /**
   * A later row that another session has changed decides the failure: the violation is a consequence of the old state
   * of this row.
   */
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

  /** Checks that a row is unchanged since the change of the session. */
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

  /** Whether two states of a row are the same; see {@link RowChange}. */
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
