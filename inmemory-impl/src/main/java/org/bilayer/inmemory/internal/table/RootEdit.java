package org.bilayer.inmemory.internal.table;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Changes that create a new {@link Root} from an existing root. If the edit is abandoned, the changes have no effect.
 * One thread at a time.
 */
public final class RootEdit {

  private final Root root;
  private final TableState[] tables;
  private final @Nullable TableEdit[] edits;

  public RootEdit(Root root) {
    this.root = root;
    this.tables = root.tables();
    this.edits = new TableEdit[tables.length];
  }

  /** The root before the changes. */
  Root before() {
    return root;
  }

  public TableEdit table(TableShape shape) {
    TableEdit edit = edits[shape.ordinal];
    if (edit == null) {
      edit = new TableEdit(shape, tables[shape.ordinal]);
      edits[shape.ordinal] = edit;
    }
    return edit;
  }

  /** The root with the changes made so far. */
  public Root root() {
    TableState[] next = tables.clone();
    for (int i = 0; i < next.length; i++) {
      TableEdit edit = edits[i];
      if (edit != null) {
        next[i] = edit.state();
      }
    }
    return root.with(next);
  }

  /** The row with a primary key, with the changes made so far. */
  @Nullable
  public Object @Nullable [] row(TableShape shape, Key key) {
    TableEdit edit = edits[shape.ordinal];
    return edit == null ? tables[shape.ordinal].rows.get(key) : edit.row(key);
  }

  /** A row that refers to another row, with the changes made so far. Null if there is none. */
  @Nullable
  Key anyChild(ForeignKeyShape reference, Key parent) {
    TableShape child = reference.child();
    TableEdit edit = edits[child.ordinal];
    TableState state = edit == null ? tables[child.ordinal] : edit.state();
    return anyChild(state, reference, parent);
  }

  private static @Nullable Key anyChild(TableState state, ForeignKeyShape reference, Key parent) {
    IndexShape index = reference.children();
    KeyRange range = reference.childrenOf(parent);
    if (index.isPrimary()) {
      var cursor = state.rows.ascendingIn(range);
      return cursor.next() ? cursor.key() : null;
    }
    var cursor = state.index(index).ascendingIn(range);
    return cursor.next() ? reference.child().keyAt(index, cursor.value()) : null;
  }
}
