package org.bilayer.inmemory.internal.table;

import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Foreign keys of changed rows, in both directions. */
public final class References {

  private References() {}

  /**
   * Checks a changed row, which the edit already contains, against the rows of the edit.
   *
   * <p>Unchanged references are not checked, because a parent cannot be removed while this row exists.
   *
   * @param reads receives the reads on which a refusal is based
   * @throws ForeignKeyViolationException if the row refers to a missing row, or a removed row is still referenced
   */
  static void check(Constraints constraints, RootEdit edit, RowChange change, ReadObserver reads) {
    @Nullable Object[] before = change.before();
    @Nullable Object[] after = change.after();
    if (after == null) {
      checkNoChildren(constraints, edit, change, reads);
      return;
    }
    for (ForeignKeyShape reference : constraints.of(change.table()).references()) {
      if (before == null || !change.table().same(reference.columns(), before, after)) {
        Key parent = reference.parentOf(after);
        if (parent != null && edit.row(reference.parent(), parent) == null) {
          reads.sawKey(reference.parent(), parent);
          throw violation(reference);
        }
      }
    }
  }

  private static void checkNoChildren(
      Constraints constraints, RootEdit edit, RowChange change, ReadObserver reads) {
    for (ForeignKeyShape reference : constraints.of(change.table()).referrers()) {
      Key child = edit.anyChild(reference, change.key());
      if (child != null) {
        reads.sawKey(reference.child(), child);
        throw violation(reference);
      }
    }
  }

  /** The failure of a foreign key. */
  public static ForeignKeyViolationException violation(ForeignKeyShape reference) {
    return new ForeignKeyViolationException(reference.child().table.name(), reference.name(), null);
  }
}
