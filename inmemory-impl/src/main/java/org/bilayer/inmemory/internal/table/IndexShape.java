package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  /**
   * By position in {@link #columns}, the number of the fold of a text's value; null for the value itself. Null for an index in
   * which all values are those of the rows.
   */
  private final @Nullable Integer @Nullable [] folds;

  private final List<StoredType> types;

  private IndexShape(
      int ordinal, String name, boolean unique, int own, List<Integer> columns, Table table) {
    this(ordinal, name, unique, own, columns, table, null);
  }

  private IndexShape(
      int ordinal,
      String name,
      boolean unique,
      int own,
      List<Integer> columns,
      Table table,
      @Nullable Integer @Nullable [] folds) {
    this.folds = folds;
    this.own = own;
    this.ordinal = ordinal;
    this.name = name;
    this.unique = unique;
    this.columns = List.copyOf(columns);
    var types = new ArrayList<StoredType>();
    for (int column : columns) {
      types.add(table.type(column));
    }
    this.types = List.copyOf(types);
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

  /*
   * An index of folds finds rows whose keys a database may take for equal, and serves for nothing else. Each column has several
   * folds, and the columns of one key may have different collations: so there is an index for each combination. In a key with more
   * than three such columns, which would need dozens of indexes, all columns are taken to have one collation.
   */
  private static final int COMBINED_MAX = 3;

  static List<IndexShape> folded(int ordinal, String name, List<Integer> columns, Table table) {
    var all = new ArrayList<IndexShape>(0);
    @Nullable Integer[] folds = firstFolds(columns, table);
    boolean together =
        folds != null && Arrays.stream(folds).filter(Objects::nonNull).count() > COMBINED_MAX;
    while (folds != null) {
      all.add(new IndexShape(
          ordinal + all.size(), name, true, columns.size(), columns, table, folds.clone()));
      folds =
          together ? nextFoldsTogether(folds, columns, table) : nextFolds(folds, columns, table);
    }
    return all;
  }

  private static @Nullable Integer @Nullable [] firstFolds(List<Integer> columns, Table table) {
    var folds = new @Nullable Integer[columns.size()];
    boolean isFolding = false;
    for (int i = 0; i < folds.length; i++) {
      if (table.type(columns.get(i)).isFolding()) {
        folds[i] = 0;
        isFolding = true;
      }
    }
    return isFolding ? folds : null;
  }

  private static @Nullable Integer @Nullable [] nextFolds(
      @Nullable Integer[] folds, List<Integer> columns, Table table) {
    for (int i = 0; i < folds.length; i++) {
      Integer fold = folds[i];
      if (fold != null) {
        if (fold + 1 < table.type(columns.get(i)).folds()) {
          folds[i] = fold + 1;
          return folds;
        }
        folds[i] = 0;
      }
    }
    return null;
  }

  private static @Nullable Integer @Nullable [] nextFoldsTogether(
      @Nullable Integer[] folds, List<Integer> columns, Table table) {
    boolean isNext = false;
    for (int i = 0; i < folds.length; i++) {
      Integer fold = folds[i];
      if (fold != null && fold + 1 < table.type(columns.get(i)).folds()) {
        folds[i] = fold + 1;
        isNext = true;
      }
    }
    return isNext ? folds : null;
  }

  /** Whether the entries are folds, which say only which keys a database may take for equal. */
  public boolean isFolded() {
    return folds != null;
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
    return folds == null ? Key.from(row, columns) : folded(row, folds);
  }

  private @Nullable Key folded(@Nullable Object[] row, @Nullable Integer[] folds) {
    var values = new Object[folds.length];
    for (int i = 0; i < folds.length; i++) {
      Object value = row[columns.get(i)];
      Integer fold = folds[i];
      if (value == null) {
        return null;
      }
      values[i] = fold == null ? value : types.get(i).fold(fold, (String) value);
    }
    return Key.of(values);
  }
}
