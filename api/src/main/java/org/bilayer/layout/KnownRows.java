package org.bilayer.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The stored rows of an aggregate in one table, found by key while its object is extracted. One thread. */
final class KnownRows {
  /*
   * A collection usually has the order in which it was read. The rows are put into a map by key only if the next row
   * is not the searched row. The result does not depend on the order.
   */
  private final Table table;
  private final List<@Nullable Object[]> rows;
  private int next;
  private @Nullable Map<Key, @Nullable Object[]> byKey;

  KnownRows(Table table, List<@Nullable Object[]> rows) {
    this.table = table;
    this.rows = rows;
  }

  /** The stored row with the same key as the given row. Null if there is none, or the given key contains a null. */
  @Nullable
  Object @Nullable [] find(@Nullable Object[] other) {
    if (next < rows.size() && isKeyOf(rows.get(next), other)) {
      return rows.get(next++);
    }
    Key key = Key.from(other, table.key());
    return key == null ? null : byKey().get(key);
  }

  private boolean isKeyOf(@Nullable Object[] row, @Nullable Object[] other) {
    for (int column : table.key()) {
      Object stored = row[column];
      Object value = other[column];
      if (stored == null || value == null || !table.type(column).same(value, stored)) {
        return false;
      }
    }
    return true;
  }

  private Map<Key, @Nullable Object[]> byKey() {
    Map<Key, @Nullable Object[]> filed = byKey;
    if (filed == null) {
      filed = new HashMap<>();
      for (@Nullable Object[] row : rows) {
        Key key = Key.from(row, table.key());
        if (key != null) {
          filed.put(key, row);
        }
      }
      byKey = filed;
    }
    return filed;
  }
}
