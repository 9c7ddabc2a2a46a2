package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.spi.Key;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** The rows that the store has of one aggregate in one table, each to be taken once by a row with the same key. */
final class StoredRows {
  /*
   * A collection is mostly saved in the order in which it was read, with an element removed here and some added at the end. So
   * rows are compared with the next one, or the next but one, and filed by key only when that leads no further.
   */
  private final Table table;
  private final List<@Nullable Object[]> rows;
  private final List<@Nullable Object[]> passed = new ArrayList<>(0);
  private int next;

  /** All that was not taken yet; null as long as the order is the same. */
  private @Nullable Map<Key, @Nullable Object[]> byKey;

  StoredRows(Table table, List<@Nullable Object[]> rows) {
    this.table = table;
    this.rows = rows;
  }

  /** Takes the row that has the key of another one; null if there is none, or it was taken. */
  @Nullable
  Object @Nullable [] take(@Nullable Object[] row) {
    if (byKey == null) {
      if (hasKeyOf(row, next)) {
        return rows.get(next++);
      }
      if (hasKeyOf(row, next + 1)) {
        passed.add(rows.get(next));
        next += 2;
        return rows.get(next - 1);
      }
      if (next == rows.size() && passed.isEmpty()) {
        return null;
      }
      byKey = fileLeft();
    }
    return byKey.remove(Difference.keyOf(table, row));
  }

  private boolean hasKeyOf(@Nullable Object[] row, int place) {
    if (place >= rows.size()) {
      return false;
    }
    @Nullable Object[] stored = rows.get(place);
    for (int column : table.key()) {
      if (!Difference.same(table, column, stored[column], row[column])) {
        return false;
      }
    }
    return true;
  }

  private Map<Key, @Nullable Object[]> fileLeft() {
    var filed = new HashMap<Key, @Nullable Object[]>();
    for (@Nullable Object[] row : left()) {
      filed.put(Difference.keyOf(table, row), row);
    }
    return filed;
  }

  /** What was not taken, in no particular order. */
  Collection<@Nullable Object[]> left() {
    if (byKey != null) {
      return byKey.values();
    }
    passed.addAll(rows.subList(next, rows.size()));
    next = rows.size();
    return passed;
  }
}
