package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * By which columns an index sorts the rows of a table. A row with a null among them is not in the index.
 *
 * <p>An entry of a unique key leads from the values of the columns to the primary key, so that a change of other columns leaves
 * the index alone: such keys are searched for one row at a time. One of a foreign key leads to the row itself: these are walked
 * over, and to find each row by its key would be most of the work. Immutable.
 */
public final class IndexShape {

  /** {@link #ordinal} of the primary key, which is not a structure of its own but the order of the rows. */
  static final int PRIMARY = -1;

  /** Position among the table's indexes. */
  final int ordinal;

  /** Name of the unique key; of the primary key or the foreign key otherwise. */
  public final String name;

  /** Whether the columns alone decide between two rows. */
  public final boolean unique;

  /**
   * Positions in the table. Those of a foreign key are followed by those of the primary key, so that every index has at
   * most one entry per row and its order is total.
   */
  public final List<Integer> columns;

  public final KeyOrder order;

  /** How many of the columns are those of the key it is made for; a primary key behind them is not counted. */
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

  static IndexShape reference(int ordinal, String name, List<Integer> columns, Table table) {
    var all = new ArrayList<>(columns);
    all.addAll(table.key());
    return new IndexShape(ordinal, name, false, columns.size(), all, table);
  }

  public boolean isPrimary() {
    return ordinal == PRIMARY;
  }

  /** Whether its entries lead to rows, and not to primary keys. */
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

  /** The row's key in this index, or null if it is not in it. */
  @Nullable
  public Key keyOf(@Nullable Object[] row) {
    return Key.from(row, columns);
  }
}
