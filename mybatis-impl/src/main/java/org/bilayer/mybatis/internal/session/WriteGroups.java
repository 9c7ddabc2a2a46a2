package org.bilayer.mybatis.internal.session;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** How the writes of a flush are divided into groups: neighbours of one table and kind. Stateless. */
final class WriteGroups {

  static final int ROWS_MAX = 10_000;

  private WriteGroups() {}

  /** Where the group that begins at a position ends. */
  static int endOfGroup(List<Write> writes, int from) {
    Write first = writes.get(from);
    int to = from + 1;
    while (to < writes.size()
        && to - from < ROWS_MAX
        && writes.get(to).getClass() == first.getClass()
        && writes.get(to).table().equals(first.table())
        && WriteStatements.comparesVersion(writes.get(to)) == WriteStatements.comparesVersion(first)
        && (first.table().generated().isEmpty() || writesAlike(first, writes.get(to)))) {
      to++;
    }
    return to;
  }

  /**
   * Whether two writes of a table with columns that the database fills give values to the same columns. No such column may be
   * written because another row of the group has a value for it.
   */
  private static boolean writesAlike(Write first, Write other) {
    if (first instanceof Write.Insert insert && other instanceof Write.Insert next) {
      for (int column : insert.table().generated()) {
        if (insert.table().isLeftToStore(column, insert.row())
            != insert.table().isLeftToStore(column, next.row())) {
          return false;
        }
      }
      return true;
    }
    return !(first instanceof Write.Update update)
        || !(other instanceof Write.Update next)
        || Arrays.equals(update.changed(), next.changed());
  }

  /**
   * Row by row an update that frees a unique value may precede the one that takes it; a statement over many rows checks
   * them in an order of its own.
   */
  static boolean touchesUniqueKey(Table table, int[] changed) {
    return table.uniqueKeys().stream()
        .anyMatch(key -> Arrays.stream(changed).anyMatch(key.columns()::contains)
            || key.columns().stream().anyMatch(column -> isWrittenWithEach(table, column)));
  }

  private static boolean isWrittenWithEach(Table table, int column) {
    return table
        .columns()
        .get(column)
        .generation()
        .filter(how -> how.moment() == StoredColumn.Moment.WRITE)
        .isPresent();
  }

  /** The columns that any of the updates changes. */
  static int[] union(List<Write.Update> group) {
    var changed = new BitSet();
    for (Write.Update write : group) {
      for (int column : write.changed()) {
        changed.set(column);
      }
    }
    return changed.stream().toArray();
  }

  /** The row of an insert or update; null for a delete. */
  static @Nullable Object @Nullable [] rowOf(Write write) {
    if (write instanceof Write.Insert insert) {
      return insert.row();
    }
    return write instanceof Write.Update update ? update.row() : null;
  }

  static List<Write.Update> updates(List<Write> group) {
    return group.stream().map(Write.Update.class::cast).toList();
  }

  static List<Write.Insert> inserts(List<Write> group) {
    return group.stream().map(Write.Insert.class::cast).toList();
  }

  static List<Write.Delete> deletes(List<Write> group) {
    return group.stream().map(Write.Delete.class::cast).toList();
  }

  /** Whether rows of a table can be written from arrays: not where a text is checked as it is converted. */
  static boolean fitsArrays(Table table) {
    return table.columns().stream().noneMatch(column -> column.type().isConverted());
  }

  /** A statement over many rows meets each of them once, so two writes of one row have to go one after the other. */
  static boolean areDifferentRows(List<? extends Write> group) {
    var keys = new HashSet<Key>(group.size() * 2);
    for (Write write : group) {
      if (!keys.add(write.key())) {
        return false;
      }
    }
    return true;
  }
}
