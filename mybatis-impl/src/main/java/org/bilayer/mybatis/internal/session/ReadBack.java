package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Puts into written rows what the database has filled, by one SELECT for each table. One thread at a time. */
final class ReadBack {

  /*
   * A SELECT behind the writes sees what defaults, expressions and triggers have stored. RETURNING sees it as well, except for
   * what AFTER triggers do, and MariaDB has it for inserts only. The last flush of a unit needs none (decision 0059).
   */

  private final UnitContext unit;
  private final UnitStatements statements;

  ReadBack(UnitContext unit, UnitStatements statements) {
    this.unit = unit;
    this.statements = statements;
  }

  /** Reads the rows of writes that have met one row each; otherwise the unit fails, and nobody reads its rows. */
  void read(List<Write> writes, int[] counts) {
    Map<Table, Map<Key, List<@Nullable Object[]>>> written = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 1) {
        return;
      }
      Write write = writes.get(i);
      if (write.table().generated().isEmpty()) {
        continue;
      }
      Map<Key, List<@Nullable Object[]>> rows =
          written.computeIfAbsent(write.table(), table -> new LinkedHashMap<>());
      @Nullable Object @Nullable [] row = WriteGroups.rowOf(write);
      if (row == null) {
        rows.remove(write.key());
      } else {
        rows.computeIfAbsent(write.key(), key -> new ArrayList<>(1)).add(row);
      }
    }
    written.forEach(this::read);
  }

  /**
   * Reads rows of one table.
   *
   * @param rows the arrays to be completed, by key
   */
  void read(Table of, Map<Key, List<@Nullable Object[]>> rows) {
    if (of.generated().isEmpty() || rows.isEmpty()) {
      return;
    }
    TableStatements table = statements.of(of);
    List<Integer> places = IntStream.range(0, of.key().size()).boxed().toList();
    Map<Key, @Nullable Object[]> found = new HashMap<>();
    for (List<Key> keys : unit.store().dialect().portions(List.copyOf(rows.keySet()))) {
      for (@Nullable
      Object[] values : statements.query(
          table,
          Verb.FETCH,
          table.sql().generated(keys),
          table.sql().handlers(table.sql().keyAndGenerated()))) {
        Key key = Key.from(values, places);
        if (key != null) {
          found.put(key, values);
        }
      }
    }
    rows.forEach((key, arrays) -> {
      @Nullable Object @Nullable [] values = found.get(key);
      if (values == null) {
        throw new StorageFailureException(
            "A row that was written cannot be found under its key [table=" + of.name() + ", key="
                + key + "]. Does a trigger change the key, or remove the row?",
            null);
      }
      arrays.forEach(array -> complete(of, array, values));
    });
  }

  private static void complete(Table of, @Nullable Object[] row, @Nullable Object[] values) {
    int next = of.key().size();
    for (int column : of.generated()) {
      row[column] = values[next++];
    }
  }
}
