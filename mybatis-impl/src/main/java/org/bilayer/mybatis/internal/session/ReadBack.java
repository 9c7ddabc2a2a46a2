package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.mybatis.internal.statement.RowsAnswer;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Puts into written rows what the database has filled, by one SELECT for each table. One thread at a time. */
final class ReadBack {

  /*
   * A SELECT behind the writes sees what defaults, expressions and triggers have stored. RETURNING sees it as well, except for
   * what AFTER triggers do, and MariaDB has it for inserts only. Where several statements go in one trip, the SELECT goes with the
   * writes. The last flush of a unit needs none (decision 0059).
   */

  private final UnitContext unit;
  private final UnitStatements statements;

  ReadBack(UnitContext unit, UnitStatements statements) {
    this.unit = unit;
    this.statements = statements;
  }

  /** Whether the database fills columns of a row that is written. */
  static boolean isNeeded(List<Write> writes) {
    for (Write write : writes) {
      if (!(write instanceof Write.Delete) && !write.table().generated().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The arrays of the rows that are there after the writes, and in which the database fills columns. */
  static Map<Table, Map<Key, List<@Nullable Object[]>>> written(List<Write> writes) {
    Map<Table, Map<Key, List<@Nullable Object[]>>> written = new LinkedHashMap<>();
    for (Write write : writes) {
      if (write.table().generated().isEmpty()) {
        continue;
      }
      Map<Key, List<@Nullable Object[]>> rows =
          written.computeIfAbsent(write.table(), table -> new LinkedHashMap<>());
      @Nullable Object @Nullable [] row = WriteGroups.rowOf(write);
      if (row == null) {
        rows.remove(write.key());
      } else {
        // A row that is written in two steps has an array for each.
        rows.computeIfAbsent(write.key(), key -> new ArrayList<>(1)).add(row);
      }
    }
    written.values().removeIf(Map::isEmpty);
    return written;
  }

  /** Reads the rows of writes that have met one row each; otherwise the unit fails, and nobody reads its rows. */
  void read(List<Write> writes, int[] counts) {
    if (isNeeded(writes) && haveAllMet(counts)) {
      written(writes).forEach(this::read);
    }
  }

  /** As {@link #read(List, int[])}, with rows that were read in the trip of the writes. */
  void complete(List<Write> writes, int[] counts, Map<Table, RowsAnswer> answers) {
    if (!answers.isEmpty() && haveAllMet(counts)) {
      written(writes).forEach((table, rows) -> {
        RowsAnswer answer = answers.get(table);
        Optional<List<@Nullable Object[]>> found =
            answer == null ? Optional.empty() : answer.rows();
        if (found.isPresent()) {
          complete(table, rows, found.get());
        } else {
          read(table, rows);
        }
      });
    }
  }

  private static boolean haveAllMet(int[] counts) {
    for (int count : counts) {
      if (count != 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads rows of one table.
   *
   * @param rows the arrays to be completed, by key
   */
  void read(Table of, Map<Key, List<@Nullable Object[]>> rows) {
    if (of.generated().isEmpty()) {
      return;
    }
    TableStatements table = statements.of(of);
    var found = new ArrayList<@Nullable Object[]>();
    for (List<Key> keys : unit.store().dialect().portions(List.copyOf(rows.keySet()))) {
      found.addAll(statements.query(
          table,
          Verb.FETCH,
          table.sql().generated(keys),
          table.sql().handlers(table.sql().keyAndGenerated())));
    }
    complete(of, rows, found);
  }

  private static void complete(
      Table of, Map<Key, List<@Nullable Object[]>> rows, List<@Nullable Object[]> found) {
    List<Integer> places = IntStream.range(0, of.key().size()).boxed().toList();
    Map<Key, @Nullable Object[]> byKey = new HashMap<>();
    for (@Nullable Object[] values : found) {
      byKey.put(Objects.requireNonNull(Key.from(values, places), "a key has no nulls"), values);
    }
    rows.forEach((key, arrays) -> {
      @Nullable Object @Nullable [] values = byKey.get(key);
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
