package org.bilayer.inmemory.internal.table;

import static java.util.Objects.requireNonNull;

import org.bilayer.inmemory.internal.tree.SortedTree;
import org.bilayer.inmemory.internal.tree.TreeEdit;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one table's rows, with their entries in its indexes. A change is three steps: {@link #takeOut} the old
 * entries, {@link #set} the row, {@link #putIn} the new entries.
 *
 * <p>One thread at a time.
 */
public final class TableEdit {

  /** A violated unique key, and the primary key of the other row with the same values. */
  record Collision(IndexShape index, Key other) {}

  private final TableShape shape;
  private TableState state;
  private final TreeEdit<Key, @Nullable Object[]> rows;
  private final @Nullable TreeEdit<Key, Object>[] indexes;
  private boolean changed;

  TableEdit(TableShape shape, TableState state) {
    this.shape = shape;
    this.state = state;
    this.rows = state.rows.edit();
    this.indexes = newEdits(shape.indexes.size());
  }

  @SuppressWarnings({"unchecked", "rawtypes"
  }) // Java has no generic arrays; filled with this type only
  private static @Nullable TreeEdit<Key, Object>[] newEdits(int size) {
    return new TreeEdit[size];
  }

  /** The row with a primary key. */
  @Nullable
  Object @Nullable [] row(Key key) {
    return rows.get(key);
  }

  /** Sets the row under a primary key; null removes it. */
  public void set(Key key, @Nullable Object @Nullable [] row) {
    changed = true;
    if (row == null) {
      rows.remove(key);
    } else {
      rows.put(key, row);
    }
  }

  /** Removes the index entries of a row that the next state of the row does not have. */
  public void takeOut(@Nullable Object[] before, @Nullable Object @Nullable [] after) {
    for (IndexShape index : shape.indexes) {
      if (after == null || !shape.same(index.columns, before, after)) {
        Key entry = index.keyOf(before);
        if (entry != null) {
          edit(index).remove(entry);
        }
      }
    }
  }

  /**
   * Adds the index entries of a row that its former state did not have. Entries that map to rows are changed to the
   * new row.
   *
   * @return null on success; otherwise the edit must be abandoned
   */
  @Nullable
  public Collision putIn(Key key, @Nullable Object @Nullable [] before, @Nullable Object[] after) {
    for (IndexShape index : shape.indexes) {
      if (before == null || !shape.same(index.columns, before, after)) {
        Key entry = index.keyOf(after);
        Object other =
            entry == null ? null : edit(index).put(entry, index.holdsRows() ? after : key);
        if (other != null) {
          return new Collision(index, (Key) other);
        }
      } else if (index.holdsRows()) {
        replace(index, before, after);
      }
    }
    return null;
  }

  private void replace(IndexShape index, @Nullable Object[] before, @Nullable Object[] after) {
    if (index.holds(after)) {
      long prefix = index.order.prefixes().of(after, index.columns);
      if (!edit(index).replace(prefix, before, after)) {
        edit(index).put(requireNonNull(index.keyOf(after)), after);
      }
    }
  }

  private TreeEdit<Key, Object> edit(IndexShape index) {
    changed = true;
    TreeEdit<Key, Object> edit = indexes[index.ordinal];
    if (edit == null) {
      edit = state.index(index).edit();
      indexes[index.ordinal] = edit;
    }
    return edit;
  }

  /** The table with the changes made so far. */
  TableState state() {
    if (changed) {
      @Nullable SortedTree<Key, Object>[] trees = TableState.newIndexes(indexes.length);
      for (int i = 0; i < indexes.length; i++) {
        TreeEdit<Key, Object> edit = indexes[i];
        if (edit != null) {
          trees[i] = edit.tree();
        }
      }
      state = state.with(rows.tree(), trees);
      changed = false;
    }
    return state;
  }
}
