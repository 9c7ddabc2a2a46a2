package org.bilayer.inmemory.internal;

import org.bilayer.inmemory.internal.tree.SortedTree;
import org.bilayer.spi.Key;
import org.jspecify.annotations.Nullable;

/** The rows of one table with all of its indexes at one moment, so that none can disagree with the rows. Immutable. */
final class TableState {

  final SortedTree<Key, @Nullable Object[]> rows;
  private final SortedTree<Key, Key>[] indexes;

  private TableState(SortedTree<Key, @Nullable Object[]> rows, SortedTree<Key, Key>[] indexes) {
    this.rows = rows;
    this.indexes = indexes;
  }

  static TableState empty(TableShape shape) {
    SortedTree<Key, Key>[] indexes = newIndexes(shape.indexes.size());
    for (IndexShape index : shape.indexes) {
      indexes[index.ordinal] = SortedTree.empty(index.order);
    }
    return new TableState(SortedTree.empty(shape.primary.order), indexes);
  }

  /** From the rows' keys in an index beside the primary key to their primary keys. */
  SortedTree<Key, Key> index(IndexShape index) {
    return indexes[index.ordinal];
  }

  /** The tree whose keys are those of an index, be it the primary key or another. */
  SortedTree<Key, ?> tree(IndexShape index) {
    return index.isPrimary() ? rows : indexes[index.ordinal];
  }

  /** This state with other rows and with the indexes that are not null in {@code changed}. */
  TableState with(
      SortedTree<Key, @Nullable Object[]> rows, @Nullable SortedTree<Key, Key>[] changed) {
    SortedTree<Key, Key>[] next = indexes.clone();
    for (int i = 0; i < next.length; i++) {
      SortedTree<Key, Key> index = changed[i];
      if (index != null) {
        next[i] = index;
      }
    }
    return new TableState(rows, next);
  }

  @SuppressWarnings({"unchecked", "rawtypes"
  }) // Java has no generic arrays; filled with this type only
  static SortedTree<Key, Key>[] newIndexes(int size) {
    return new SortedTree[size];
  }
}
