package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.store.Table;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Keys read from rows. */
public final class RowKeys {

  private static final String REQUIRED = "a column of the primary key must have a value";

  private RowKeys() {}

  /**
   * The primary key of a row.
   *
   * @throws UnreadableRowException if one of its columns has no value
   */
  public static Key keyOf(Table table, @Nullable Object[] row) {
    return keyOf(table, table.key(), row);
  }

  /**
   * The primary key of a row that consists of the key columns only, in the order of the key.
   *
   * @throws UnreadableRowException if one of its columns has no value or an unreadable value
   */
  public static Key keyOfKeyColumns(Table table, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof UnreadableValue mark) {
        throw new UnreadableRowException(
            table.name(), text(row), columnName(table, i), mark.rule(), mark.cause());
      }
      if (row[i] == null) {
        throw new UnreadableRowException(
            table.name(), text(row), columnName(table, i), REQUIRED, null);
      }
    }
    Object[] values = row.clone();
    return Key.of(values);
  }

  private static String columnName(Table table, int placeInKey) {
    return table.columns().get(table.key().get(placeInKey)).name();
  }

  /**
   * The key in some columns of a row.
   *
   * @param columns part of the primary key
   * @throws UnreadableRowException if one of them has no value
   */
  public static Key keyOf(Table table, List<Integer> columns, @Nullable Object[] row) {
    Key key = Key.from(row, columns);
    if (key == null) {
      var missing = new ArrayList<String>();
      for (int column : columns) {
        if (row[column] == null) {
          missing.add(table.columns().get(column).name());
        }
      }
      @Nullable
      Object[] values = table.key().stream().map(column -> row[column]).toArray();
      throw new UnreadableRowException(
          table.name(), text(values), String.join(", ", missing), REQUIRED, null);
    }
    return key;
  }

  /** The values of a key for a message. A question mark stands for an unknown value. */
  private static String text(@Nullable Object[] key) {
    var text = new StringJoiner(", ");
    for (Object value : key) {
      text.add(
          value == null || value instanceof UnreadableValue
              ? "?"
              : Key.of(value).toString());
    }
    return key.length == 1 ? text.toString() : "(" + text + ")";
  }
}
