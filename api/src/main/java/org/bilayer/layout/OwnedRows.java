package org.bilayer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The owned rows of one aggregate, found by the key of their owner. One thread, while it is assembled. */
final class OwnedRows {

  /** The owned rows of an aggregate without owned tables. Always empty. */
  private static final OwnedRows NONE = new OwnedRows(List.of());

  private final List<List<@Nullable Object[]>> tables;

  /** Filled for tables of deeper levels only. */
  private @Nullable Map<Integer, Map<Key, List<@Nullable Object[]>>> byOwner;

  private OwnedRows(List<List<@Nullable Object[]>> tables) {
    this.tables = tables;
  }

  /** The rows of an aggregate, by owned table. */
  static OwnedRows of(List<List<@Nullable Object[]>> tables) {
    return tables.isEmpty() ? NONE : new OwnedRows(tables);
  }

  /** All rows of a table, for a table whose owner is the root. */
  List<@Nullable Object[]> all(int table) {
    return tables.get(table);
  }

  /**
   * The rows of one owner in a table of a deeper level.
   *
   * @throws UnreadableRowException if a row of the table has no value in a column of the owner's key
   */
  List<@Nullable Object[]> of(
      int table, Key owner, TableLayout<?> layout, List<Integer> ownerColumns) {
    Map<Integer, Map<Key, List<@Nullable Object[]>>> known = byOwner;
    if (known == null) {
      known = new HashMap<>();
      byOwner = known;
    }
    Map<Key, List<@Nullable Object[]>> groups = known.get(table);
    if (groups == null) {
      groups = new HashMap<>();
      for (@Nullable Object[] row : tables.get(table)) {
        Key key = Key.from(row, ownerColumns);
        if (key == null) {
          throw layout.unreadable(row, null, "the key of an owner must have a value", null);
        }
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
      known.put(table, groups);
    }
    return groups.getOrDefault(owner, List.of());
  }
}
