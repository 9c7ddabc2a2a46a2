package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * What a store works out about the columns and indexes of a table once; see {@link Constraints} for foreign keys and checks.
 * Immutable.
 */
public final class TableShape {

  /** Position of the table's state in a {@link Root}. */
  public final int ordinal;

  public final Table table;
  public final IndexShape primary;

  /** The indexes beside the primary key; their ordinals are their positions here. */
  public final List<IndexShape> indexes;

  private final StoredType[] types;
  private final Class<?>[] classes;
  private final boolean[] nullable;

  TableShape(int ordinal, Table table) {
    this.ordinal = ordinal;
    this.table = table;
    this.primary = IndexShape.primary(table);
    this.types = new StoredType[table.columns().size()];
    this.classes = new Class<?>[types.length];
    this.nullable = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = table.type(i);
      classes[i] = types[i].kind().javaType();
      nullable[i] = table.columns().get(i).nullable();
    }
    var indexes = new ArrayList<IndexShape>();
    for (UniqueKey key : table.uniqueKeys()) {
      indexes.add(IndexShape.unique(indexes.size(), key.name(), key.columns(), table));
    }
    indexes.addAll(IndexShape.folded(indexes.size(), table.keyName(), table.key(), table));
    for (UniqueKey key : table.uniqueKeys()) {
      indexes.addAll(IndexShape.folded(indexes.size(), key.name(), key.columns(), table));
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (find(indexes, key.columns()) == null) {
        indexes.add(IndexShape.notUnique(indexes.size(), key.name(), key.columns(), table));
      }
    }
    for (Index index : table.indexes()) {
      List<Integer> columns = index.columns().stream().map(SortColumn::column).toList();
      if (find(indexes, columns) == null) {
        indexes.add(IndexShape.notUnique(indexes.size(), index.name(), columns, table));
      }
    }
    this.indexes = List.copyOf(indexes);
  }

  /** What a query sees of a table: rows are those of the table, with columns of rows to which they refer. */
  TableShape(TableShape base, Table table) {
    this.ordinal = base.ordinal;
    this.table = table;
    this.primary = base.primary;
    this.indexes = base.indexes;
    this.types = new StoredType[table.columns().size()];
    this.classes = new Class<?>[types.length];
    this.nullable = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = table.type(i);
      classes[i] = types[i].kind().javaType();
      nullable[i] = table.columns().get(i).nullable();
    }
  }

  /** Whether rows as queries see them have columns of other rows. */
  public boolean isJoining() {
    return !table.joins().isEmpty();
  }

  /** The row of the table itself in what a query sees: behind all columns, where it need not be copied out again. */
  public @Nullable Object[] own(@Nullable Object[] row) {
    return isJoining()
        ? (@Nullable Object[])
            Objects.requireNonNull(row[types.length], "what a query sees ends with the row")
        : row;
  }

  /** An index in which the rows with given values of given columns lie side by side. */
  IndexShape indexBeginningWith(List<Integer> columns) {
    IndexShape index = find(indexes, columns);
    if (index == null) {
      throw new IllegalArgumentException(
          "No index of " + table + " begins with columns " + columns + ".");
    }
    return index;
  }

  /** As {@link #indexBeginningWith}; null if there is none. */
  public @Nullable IndexShape findIndexBeginningWith(List<Integer> columns) {
    return find(indexes, columns);
  }

  /*
   * The primary key serves a foreign key that begins it, as that of an owner does. Another index serves only if it has
   * the very same columns in front: one with more of them that may be null would miss rows.
   */
  private @Nullable IndexShape find(List<IndexShape> indexes, List<Integer> columns) {
    if (begins(primary, columns)) {
      return primary;
    }
    for (IndexShape index : indexes) {
      if (!index.isFolded() && begins(index, columns) && index.own == columns.size()) {
        return index;
      }
    }
    return null;
  }

  private static boolean begins(IndexShape index, List<Integer> columns) {
    return columns.size() <= index.columns.size()
        && index.columns.subList(0, columns.size()).equals(columns);
  }

  public StoredType type(int column) {
    return types[column];
  }

  /** The order of a column's values. */
  public Comparator<Object> order(int column) {
    StoredType type = types[column];
    return (left, right) -> type.compare(left, right);
  }

  public int width() {
    return types.length;
  }

  public boolean isNullable(int column) {
    return nullable[column];
  }

  /** Whether a value is of the class in which a column is stored. */
  boolean isOfClass(int column, Object value) {
    return classes[column].isInstance(value);
  }

  public boolean hasVersion() {
    return table.version() >= 0;
  }

  /** The version of a row of a table that has versions. */
  public long versionOf(@Nullable Object[] row) {
    return table.versionOf(row);
  }

  /** The primary key of a row. */
  public Key keyOf(@Nullable Object[] row) {
    Key key = Key.from(row, table.key());
    if (key == null) {
      throw new IllegalArgumentException("A row of " + table + " has a null in its primary key.");
    }
    return key;
  }

  /** The primary key of the row that a value of an index beside it stands for. */
  public Key keyAt(IndexShape index, Object value) {
    return index.holdsRows() ? keyOf((@Nullable Object[]) value) : (Key) value;
  }

  /** Whether two values of a column are the same value, or both null. */
  public boolean same(int column, @Nullable Object left, @Nullable Object right) {
    return left == right || (left != null && right != null && types[column].same(left, right));
  }

  /** Whether two rows have the same values in some columns. */
  public boolean same(List<Integer> columns, @Nullable Object[] left, @Nullable Object[] right) {
    for (int i = 0; i < columns.size(); i++) {
      int column = columns.get(i);
      if (!same(column, left[column], right[column])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return table.name();
  }
}
