package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * The columns by which an index sorts the rows of a table. A row with a null in one of these columns is not in the
 * index.
 *
 * <p>An entry of a unique key maps the values of the columns to the primary key. A change of other columns therefore
 * does not change the index. Such an index is searched for one row at a time. An entry of another index maps to the
 * row itself. Such an index is read in ranges, and finding each row by its key would take most of the time.
 * Immutable.
 */
public final class IndexShape {

  /**
   * The {@link #ordinal} of the primary key. The primary key has no separate index, because the rows are in its
   * order.
   */
  static final int PRIMARY = -1;

  /** Position among the table's indexes. */
  final int ordinal;

  /** The name of the unique key, primary key or foreign key. */
  public final String name;

  /** Whether the columns alone decide between two rows. */
  public final boolean unique;

  /**
   * Positions in the table. The columns of a foreign key are followed by the columns of the primary key. Every index
   * therefore has at most one entry per row, and its order is total.
   */
  public final List<Integer> columns;

  public final KeyOrder order;

  /** The number of columns of the key itself, without a following primary key. */
  final int own;

  private IndexShape(
      int ordinal, String name, boolean unique, int own, List<Integer> columns, Table table) {
    this.own = own;
    this.ordinal = ordinal;
    this.name = name;
    this.unique = unique;
    this.columns = List.copyOf(columns);
    var types = new ArrayList<StoredType>();
    for (int column : columns) {
      types.add(table.type(column));
    }
    this.order = new KeyOrder(types);
  }

  static IndexShape primary(Table table) {
    return new IndexShape(PRIMARY, table.keyName(), true, table.key().size(), table.key(), table);
  }

  static IndexShape unique(int ordinal, String name, List<Integer> columns, Table table) {
    return new IndexShape(ordinal, name, true, columns.size(), columns, table);
  }

  /** An index of a foreign key, or one that the model declares. */
  static IndexShape notUnique(int ordinal, String name, List<Integer> columns, Table table) {
    var all = new ArrayList<>(columns);
    all.addAll(table.key());
    return new IndexShape(ordinal, name, false, columns.size(), all, table);
  }

  public boolean isPrimary() {
    return ordinal == PRIMARY;
  }

  /** Whether the entries map to rows, and not to primary keys. */
  public boolean holdsRows() {
    return !unique;
  }

  /** Whether a row is in the index. */
  boolean holds(@Nullable Object[] row) {
    for (int i = 0; i < columns.size(); i++) {
      if (row[columns.get(i)] == null) {
        return false;
      }
    }
    return true;
  }

  /** The row's key in this index, or null if the index does not contain the row. */
  @Nullable
  public Key keyOf(@Nullable Object[] row) {
    return Key.from(row, columns);
  }
}
