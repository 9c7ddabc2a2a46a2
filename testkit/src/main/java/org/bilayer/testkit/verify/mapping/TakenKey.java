package org.bilayer.testkit.verify.mapping;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The values of keys, equal where a unique key or a primary key takes two of them for the same. */
public final class TakenKey {

  private TakenKey() {}

  /** The values of a row in the columns of a key; null if one of them is null. */
  public static @Nullable Key of(Table table, @Nullable Object[] row, List<Integer> columns) {
    var values = new ArrayList<Object>();
    for (int column : columns) {
      Object value = row[column];
      if (value == null) {
        return null;
      }
      values.add(of(table.type(column), value));
    }
    return Key.of(values.toArray());
  }

  /** A value of a key, as it is compared with others. */
  public static Object of(StoredType type, Object value) {
    return type.isFolding() ? type.fold(0, (String) value) : value;
  }

  /** Whether the primary key may take two different ids for the same. */
  public static boolean folds(Table table) {
    return table.key().stream().anyMatch(column -> table.type(column).isFolding());
  }

  /** Whether a key of a row has a value of which databases do not agree what it equals. */
  public static boolean isRefused(Table table, @Nullable Object[] row) {
    var columns = new ArrayList<>(table.key());
    for (UniqueKey unique : table.uniqueKeys()) {
      columns.addAll(unique.columns());
    }
    return columns.stream().anyMatch(column -> isRefused(table.type(column), row[column]));
  }

  /** Whether a column of a key takes no such value. */
  public static boolean isRefusedIn(Table table, int column, Object value) {
    boolean isUnique = table.key().contains(column)
        || table.uniqueKeys().stream().anyMatch(key -> key.columns().contains(column));
    return isUnique && isRefused(table.type(column), value);
  }

  private static boolean isRefused(StoredType type, @Nullable Object value) {
    if (value instanceof String text) {
      try {
        type.requireFoldKnown(text);
      } catch (InvalidValueException e) {
        return true;
      }
    }
    return false;
  }
}
