package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Keys read from rows. */
public final class RowKeys {

  private RowKeys() {}

  /**
   * The primary key of a row.
   *
   * @throws StorageFailureException if one of its columns has no value
   */
  public static Key keyOf(Table table, @Nullable Object[] row) {
    return keyOf(table, table.key(), row);
  }

  /**
   * The key in some columns of a row.
   *
   * @param columns part of the primary key
   * @throws StorageFailureException if one of them has no value
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
      throw StorageFailureException.unreadable(
          table.name(),
          null,
          String.join(", ", missing),
          "a column of the primary key must have a value",
          null);
    }
    return key;
  }
}
