package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bilayer.failure.DataException;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.verify.comparing.Replica;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of an aggregate's tables back to what they were, so that no law depends on the laws before it. Writes to the
 * store itself, past the engine.
 */
final class Rewind {

  private final Replica replica;

  /** The root's table, then those of owned rows, an owner's before those of what its elements own. */
  private final List<Table> tables;

  private final List<Map<Key, @Nullable Object[]>> before;

  private Rewind(Replica replica, List<Table> tables, List<Map<Key, @Nullable Object[]>> before) {
    this.replica = replica;
    this.tables = tables;
    this.before = before;
  }

  /** Notes the rows that are there now. */
  static Rewind of(Replica replica, Subject<?, ?> subject) {
    var tables = new ArrayList<Table>();
    tables.add(subject.root());
    tables.addAll(subject.mapping().layout().owned());
    try (StoreSession session = replica.session()) {
      return new Rewind(replica, tables, rows(session, tables));
    }
  }

  private static List<Map<Key, @Nullable Object[]>> rows(StoreSession session, List<Table> tables) {
    var all = new ArrayList<Map<Key, @Nullable Object[]>>();
    for (Table table : tables) {
      var rows = new LinkedHashMap<Key, @Nullable Object[]>();
      for (@Nullable Object[] row : Replica.rows(session, table)) {
        rows.put(Objects.requireNonNull(Key.from(row, table.key())), row);
      }
      all.add(rows);
    }
    return all;
  }

  /** Brings them back. Rows that cannot be written in a simple order stay as they are. */
  void restore() {
    try (StoreSession session = replica.session()) {
      List<Write> writes = writes(rows(session, tables));
      if (!writes.isEmpty()) {
        session.write(writes);
        session.commit();
      }
    } catch (DataException leftAsItIs) {
      return;
    }
  }

  private List<Write> writes(List<Map<Key, @Nullable Object[]>> now) {
    var writes = new ArrayList<Write>();
    for (int i = tables.size() - 1; i >= 0; i--) {
      Table table = tables.get(i);
      Map<Key, @Nullable Object[]> wanted = before.get(i);
      boolean isRoot = i == 0;
      now.get(i).forEach((key, row) -> {
        if (!wanted.containsKey(key) || (!isRoot && differs(row, wanted.get(key)))) {
          writes.add(new Write.Delete(table, key, version(table, row)));
        }
      });
    }
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      Map<Key, @Nullable Object[]> there = now.get(i);
      boolean isRoot = i == 0;
      before.get(i).forEach((key, row) -> {
        @Nullable Object[] current = there.get(key);
        if (current == null || (!isRoot && differs(current, row))) {
          writes.add(new Write.Insert(table, key, row));
        } else if (differs(current, row)) {
          writes.add(new Write.Update(
              table,
              key,
              row,
              IntStream.range(0, row.length)
                  .filter(column -> !table.key().contains(column))
                  .filter(column -> column == table.version() || !table.isWrittenByStore(column))
                  .toArray(),
              version(table, current)));
        }
      });
    }
    return writes;
  }

  private static boolean differs(@Nullable Object[] one, @Nullable Object @Nullable [] other) {
    return !Arrays.deepEquals(one, other);
  }

  private static long version(Table table, @Nullable Object[] row) {
    return table.versionOf(row);
  }
}
