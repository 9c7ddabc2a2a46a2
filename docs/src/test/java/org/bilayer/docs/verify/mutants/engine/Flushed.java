package org.bilayer.docs.verify.mutants.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Flushes that arrive changed: what a wrong plan would have been. */
final class Flushed {

  /** Changes a row before it is written. */
  @FunctionalInterface
  interface RowChange {

    /**
     * Changes a row in place.
     *
     * @param before the row as it is stored; the same as {@code row} where it is new
     */
    void change(Table table, @Nullable Object[] row, @Nullable Object[] before);
  }

  private record Row(Table table, Key key) {}

  private Flushed() {}

  /** Writes other writes, and tells the engine that each of its own met its row unless one met none. */
  static UnaryOperator<StoreSession> plan(
      BiFunction<StoreSession, List<Write>, List<Write>> change) {
    return session -> new DelegatingSession(session) {
      @Override
      public int[] write(List<Write> writes) {
        List<Write> wrong = change.apply(session, writes);
        int[] met = wrong.isEmpty() ? new int[0] : super.write(wrong);
        int[] counts = new int[writes.size()];
        for (int i = 0; i < counts.length; i++) {
          int at = place(wrong, writes.get(i));
          counts[i] = at < 0 ? 1 : met[at];
        }
        return counts;
      }
    };
  }

  private static int place(List<Write> writes, Write write) {
    for (int i = 0; i < writes.size(); i++) {
      Write other = writes.get(i);
      if (other.getClass() == write.getClass()
          && other.table() == write.table()
          && other.key().equals(write.key())) {
        return i;
      }
    }
    return -1;
  }

  /** Changes every row that is added or updated. */
  static UnaryOperator<StoreSession> rows(RowChange change) {
    return plan((session, writes) ->
        writes.stream().map(write -> changed(session, write, change, true)).toList());
  }

  /** Changes every row that is updated. */
  static UnaryOperator<StoreSession> updates(RowChange change) {
    return plan((session, writes) ->
        writes.stream().map(write -> changed(session, write, change, false)).toList());
  }

  private static Write changed(
      StoreSession session, Write write, RowChange change, boolean insertsToo) {
    if (write instanceof Write.Insert insert && insertsToo) {
      @Nullable Object[] row = insert.row().clone();
      change.change(insert.table(), row, insert.row());
      return new Write.Insert(insert.table(), insert.key(), row);
    }
    if (write instanceof Write.Update update) {
      @Nullable Object[] row = update.row().clone();
      @Nullable Object[] before = stored(session, write);
      change.change(update.table(), row, before == null ? update.row() : before);
      return new Write.Update(
          update.table(), update.key(), row, update.changed(), update.expectedVersion());
    }
    return write;
  }

  static @Nullable Object @Nullable [] stored(StoreSession session, Write write) {
    List<@Nullable Object[]> found = session.fetch(
        new Fetch(write.table(), write.table().key(), List.of(write.key()), Lock.NONE));
    return found.isEmpty() ? null : found.get(0);
  }

  /** The version that is stored, where one was expected. */
  static long found(StoreSession session, Write write, long expected) {
    @Nullable Object[] row = stored(session, write);
    return expected < 0 || row == null ? expected : (Long) row[write.table().version()];
  }

  static @Nullable Object[] with(@Nullable Object[] row, int column, Object value) {
    @Nullable Object[] copy = row.clone();
    copy[column] = value;
    return copy;
  }

  /** Nullable texts with one prefix that are all empty become absent. */
  static void withoutEmptyTexts(Table table, @Nullable Object[] row) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      var column = table.columns().get(i);
      int end = column.name().indexOf('_');
      if (end > 0 && column.nullable() && column.type().kind() == StoredType.Kind.TEXT) {
        groups
            .computeIfAbsent(column.name().substring(0, end), prefix -> new ArrayList<>())
            .add(i);
      }
    }
    for (List<Integer> group : groups.values()) {
      if (group.size() > 1 && group.stream().allMatch(i -> "".equals(row[i]))) {
        group.forEach(i -> row[i] = null);
      }
    }
  }

  /** New owned rows are all given to the owner of the first, where their keys allow it. */
  static List<Write> toTheFirstOwner(StoreSession session, List<Write> writes) {
    Map<Table, Write.Insert> firsts = new LinkedHashMap<>();
    Set<Row> taken = new HashSet<>();
    var wrong = new ArrayList<Write>();
    for (Write write : writes) {
      if (!(write instanceof Write.Insert insert) || insert.table().owner().isEmpty()) {
        wrong.add(write);
        continue;
      }
      Table table = insert.table();
      Write.Insert first = firsts.computeIfAbsent(table, key -> insert);
      @Nullable Object[] row = insert.row().clone();
      for (int column : table.owner().orElseThrow().columns()) {
        row[column] = first.row()[column];
      }
      Key key = Key.from(row, table.key());
      if (key != null && taken.add(new Row(table, key))) {
        wrong.add(new Write.Insert(table, key, row));
      } else {
        wrong.add(insert);
      }
    }
    return wrong;
  }

  /** Of several changed columns only the first is written, and the version. */
  static List<Write> onlyFirstChanged(StoreSession session, List<Write> writes) {
    var wrong = new ArrayList<Write>();
    for (Write write : writes) {
      @Nullable Object[] before = stored(session, write);
      if (!(write instanceof Write.Update update) || before == null) {
        wrong.add(write);
        continue;
      }
      @Nullable Object[] row = update.row().clone();
      boolean first = true;
      for (int column : update.changed()) {
        if (column != update.table().version()) {
          row[column] = first ? row[column] : before[column];
          first = false;
        }
      }
      wrong.add(new Write.Update(
          update.table(), update.key(), row, update.changed(), update.expectedVersion()));
    }
    return wrong;
  }

  /** Of two writes of one row the second is forgotten; the version becomes what both would have made it. */
  static List<Write> onlyFirstStep(StoreSession session, List<Write> writes) {
    Set<Row> written = new HashSet<>();
    return writes.stream()
        .filter(write ->
            written.add(new Row(write.table(), write.key())) || !(write instanceof Write.Update))
        .toList();
  }

  /** Writes of one kind to one table come by key; the others keep their places. */
  static List<Write> byKey(List<Write> writes, Class<? extends Write> kind) {
    var wrong = new ArrayList<>(writes);
    for (Table table : writes.stream().map(Write::table).distinct().toList()) {
      List<Integer> places = IntStream.range(0, writes.size())
          .filter(i -> kind.isInstance(writes.get(i)) && writes.get(i).table() == table)
          .boxed()
          .toList();
      List<Write> sorted = places.stream()
          .map(writes::get)
          .sorted(Comparator.comparing(write -> write.key().toString()))
          .toList();
      for (int i = 0; i < sorted.size(); i++) {
        wrong.set(places.get(i), sorted.get(i));
      }
    }
    return wrong;
  }

  /** A commit raises the versions of rows that were fetched by key and not written. */
  static StoreSession touchingWhatIsRead(StoreSession session) {
    Map<Row, @Nullable Object[]> read = new LinkedHashMap<>();
    return new DelegatingSession(session) {
      @Override
      public List<@Nullable Object[]> fetch(Fetch fetch) {
        List<@Nullable Object[]> rows = super.fetch(fetch);
        Table table = fetch.table();
        for (@Nullable Object[] row : rows) {
          Key key = Key.from(row, table.key());
          if (table.version() >= 0 && key != null) {
            read.put(new Row(table, key), row);
          }
        }
        return rows;
      }

      @Override
      public int[] write(List<Write> writes) {
        writes.forEach(write -> read.remove(new Row(write.table(), write.key())));
        return super.write(writes);
      }

      @Override
      public void commit() {
        read.forEach((place, row) -> {
          int version = place.table().version();
          long before = (Long) row[version];
          super.write(List.of(new Write.Update(
              place.table(),
              place.key(),
              with(row, version, before + 1),
              new int[] {version},
              before)));
        });
        super.commit();
      }
    };
  }
}
