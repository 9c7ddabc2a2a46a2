package org.bilayer.inmemory.internal.table;

import org.bilayer.inmemory.internal.tree.SortedTree;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The rows of one table with all of its indexes at one moment. The indexes always agree with the rows. Immutable. */
public final class TableState {

  public final SortedTree<Key, @Nullable Object[]> rows;

  /** By ordinal. Values are rows or primary keys, see {@link IndexShape#holdsRows}. */
  private final SortedTree<Key, Object>[] indexes;

  private TableState(SortedTree<Key, @Nullable Object[]> rows, SortedTree<Key, Object>[] indexes) {
    this.rows = rows;
    this.indexes = indexes;
  }

  static TableState empty(TableShape shape) {
    SortedTree<Key, Object>[] indexes = newIndexes(shape.indexes.size());
    for (IndexShape index : shape.indexes) {
      indexes[index.ordinal] = SortedTree.empty(index.order);
    }
    return new TableState(SortedTree.empty(shape.primary.order), indexes);
  }

  /** An index other than the primary key. {@link TableShape#keyAt} and {@link #rowAt} interpret its values. */
  public SortedTree<Key, Object> index(IndexShape index) {
    return indexes[index.ordinal];
  }

  /** The row that belongs to a value of an index. */
  @Nullable
  public Object[] rowAt(IndexShape index, Object value) {
    if (index.holdsRows()) {
      return (@Nullable Object[]) value;
    }
    @Nullable Object[] found = rows.get((Key) value);
    if (found == null) {
      throw new AssertionError("index " + index.name + " leads to no row [key=" + value + "]");
    }
    return found;
  }

  /** The tree with the keys of an index or of the primary key. */
  public SortedTree<Key, ?> tree(IndexShape index) {
    return index.isPrimary() ? rows : indexes[index.ordinal];
  }

  /** A copy of this state with other rows, and with the indexes that are not null in {@code changed}. */
  public TableState with(
      SortedTree<Key, @Nullable Object[]> rows, @Nullable SortedTree<Key, Object>[] changed) {
    SortedTree<Key, Object>[] next = indexes.clone();
    for (int i = 0; i < next.length; i++) {
      SortedTree<Key, Object> index = changed[i];
      if (index != null) {
        next[i] = index;
      }
    }
    return new TableState(rows, next);
  }

  @SuppressWarnings({"unchecked", "rawtypes"
  }) // Java has no generic arrays; filled with this type only
  public static SortedTree<Key, Object>[] newIndexes(int size) {
    return new SortedTree[size];
  }
}
