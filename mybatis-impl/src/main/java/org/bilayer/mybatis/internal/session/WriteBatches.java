package org.bilayer.mybatis.internal.session;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.SetWrites;
import org.bilayer.mybatis.internal.statement.MappedStatements.OfRow;
import org.bilayer.mybatis.internal.statement.MappedStatements.OfTable;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.mybatis.internal.statement.WrittenPart;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Executes a flush: an ordered list of writes, in as few trips as its order allows. */
public final class WriteBatches {

  /*
   * Where the database takes several statements at once, a flush of several groups is one trip, a statement for each group;
   * each still answers for itself, before anything is committed (decision 0021).
   *
   * Otherwise neighbours of one table and kind go together: as one statement over arrays where the database has that and it is
   * worth it, else as a JDBC batch, else alone. The order among groups is that of the list. Updates of a group set the
   * union of their changed columns, so that one text serves all; every write carries its whole row.
   *
   * A count is demanded for every update and delete. A driver that answers "success, count unknown" for an insert is
   * believed: an INSERT of VALUES either adds its row or fails.
   */

  /** Keeps what the driver has to hold bounded; the gain of larger batches is nil. */
  private static final int BATCH_MAX = 1000;

  static final int SET_MAX = 10_000;

  private final MyBatisSession session;
  private final MyBatisStore store;
  private final @Nullable ReferenceGuard guard;
  private final FlushTrip trip;

  WriteBatches(MyBatisSession session, MyBatisStore store, @Nullable ReferenceGuard guard) {
    this.session = session;
    this.store = store;
    this.guard = guard;
    this.trip = new FlushTrip(session, store);
  }

  /** Whether the writes and COMMIT can be one trip, and are better so. */
  boolean canCommit(List<Write> writes) {
    return guard == null && trip.takesWithCommit(writes);
  }

  /** WriteBatches, and commits if each write met one row; otherwise the transaction is rolled back. */
  int[] writeAndCommit(List<Write> writes) {
    return trip.writeAndCommit(writes);
  }

  int[] write(List<Write> writes) {
    if (trip.takes(writes)) {
      return trip.write(writes);
    }
    var counts = new int[writes.size()];
    int from = 0;
    while (from < counts.length) {
      int to = endOfGroup(writes, from);
      try {
        write(writes.subList(from, to), counts, from);
      } catch (ConstraintViolationException violation) {
        if (hasMissed(counts, 0, from)) {
          // The unit has lost before: that is the failure, and not what it leads to.
          return counts;
        }
        throw violation;
      }
      from = to;
    }
    return counts;
  }

  private static boolean hasMissed(int[] counts, int from, int to) {
    for (int i = from; i < to; i++) {
      if (counts[i] != 1) {
        return true;
      }
    }
    return false;
  }

  // --- group by group

  /** WriteBatches one row. */
  private int writeOne(OfTable table, Write write) {
    OfRow one = statement(table, write);
    return session.execute(write.table(), one.statement(), one.handlers(), values(write));
  }

  /** The statement for one row. */
  static OfRow statement(OfTable table, Write write) {
    if (write instanceof Write.Update update) {
      return table.update(update.changed());
    }
    return write instanceof Write.Insert ? table.insert() : table.delete();
  }

  /** The parameters of {@link #statement}. */
  static @Nullable Object[] values(Write write) {
    if (write instanceof Write.Insert insert) {
      return insert.row();
    }
    if (write instanceof Write.Update update) {
      return values(update, update.table(), update.changed());
    }
    return target((Write.Delete) write);
  }

  private static @Nullable Object[] target(Write.Delete write) {
    Table of = write.table();
    var values = new @Nullable Object[of.key().size() + (of.version() < 0 ? 0 : 1)];
    addTarget(values, 0, of, write.key(), write.expectedVersion());
    return values;
  }

  static @Nullable Object[] values(Key key) {
    var values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = key.value(i);
    }
    return values;
  }

  private static @Nullable Object[] values(Write.Update write, Table of, int[] changed) {
    int keyAndVersion = of.key().size() + (of.version() < 0 ? 0 : 1);
    var values = new @Nullable Object[changed.length + keyAndVersion];
    int next = 0;
    for (int column : changed) {
      values[next++] = write.row()[column];
    }
    addTarget(values, next, of, write.key(), write.expectedVersion());
    return values;
  }

  static int endOfGroup(List<Write> writes, int from) {
    Write first = writes.get(from);
    int to = from + 1;
    while (to < writes.size()
        && to - from < SET_MAX
        && writes.get(to).getClass() == first.getClass()
        && writes.get(to).table().equals(first.table())) {
      to++;
    }
    return to;
  }

  private void write(List<Write> group, int[] counts, int offset) {
    Write first = group.get(0);
    OfTable table = store.statements().of(first.table());
    if (guard != null) {
      guard.before(first.table(), group);
    }
    if (group.size() == 1) {
      counts[offset] = writeOne(table, first);
    } else if (first instanceof Write.Insert) {
      insert(table, group.stream().map(Write.Insert.class::cast).toList(), counts, offset);
    } else if (first instanceof Write.Update) {
      update(table, group.stream().map(Write.Update.class::cast).toList(), counts, offset);
    } else {
      delete(table, group.stream().map(Write.Delete.class::cast).toList(), counts, offset);
    }
    if (guard != null && first instanceof Write.Delete) {
      guard.removed(first.table(), group.stream().map(Write::key).toList());
    }
  }

  private void insert(OfTable table, List<Write.Insert> group, int[] counts, int offset) {
    SetWrites sets = store.dialect().setWrites();
    if (sets != null && group.size() >= sets.insertsMin()) {
      insertSet(table, sets, group);
      Arrays.fill(counts, offset, offset + group.size(), 1);
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    group.forEach(write -> rows.add(write.row()));
    writeRows(table, table.insert(), rows, counts, offset);
  }

  private void update(OfTable table, List<Write.Update> group, int[] counts, int offset) {
    Table of = table.sql().table();
    int[] changed = union(group);
    SetWrites sets = setChanges(group);
    if (sets != null && !touchesUniqueKey(of, changed)) {
      BoundText text = store.newText();
      sets.update(text, of, group, changed);
      changeSet(table, Verb.UPDATE, text, counts, offset);
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    for (Write.Update write : group) {
      rows.add(values(write, of, changed));
    }
    writeRows(table, table.update(changed), rows, counts, offset);
  }

  /**
   * Row by row an update that frees a unique value may precede the one that takes it; a statement over many rows checks
   * them in an order of its own.
   */
  static boolean touchesUniqueKey(Table table, int[] changed) {
    return table.uniqueKeys().stream()
        .anyMatch(key -> Arrays.stream(changed).anyMatch(key.columns()::contains));
  }

  static int[] union(List<Write.Update> group) {
    var changed = new BitSet();
    for (Write.Update write : group) {
      for (int column : write.changed()) {
        changed.set(column);
      }
    }
    return changed.stream().toArray();
  }

  private void delete(OfTable table, List<Write.Delete> group, int[] counts, int offset) {
    Table of = table.sql().table();
    SetWrites sets = setChanges(group);
    if (sets != null) {
      BoundText text = store.newText();
      sets.delete(text, of, group);
      changeSet(table, Verb.DELETE, text, counts, offset);
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    group.forEach(write -> rows.add(target(write)));
    writeRows(table, table.delete(), rows, counts, offset);
  }

  private static void addTarget(
      @Nullable Object[] values, int from, Table table, Key key, long version) {
    int next = from;
    for (int i = 0; i < key.size(); i++) {
      values[next++] = key.value(i);
    }
    if (table.version() >= 0) {
      values[next] = version;
    }
  }

  // --- one statement for many rows

  private void insertSet(OfTable table, SetWrites sets, List<Write.Insert> group) {
    BoundText text = store.newText();
    sets.insert(text, table.sql().table(), group);
    long added = session.execute(table, Verb.INSERT, text);
    if (added != group.size()) {
      throw WrittenPart.heldBack(table.sql().table().name(), (int) added, group.size());
    }
  }

  /** A statement over many rows meets each of them once, so two writes of one row have to go one after the other. */
  private @Nullable SetWrites setChanges(List<? extends Write> group) {
    SetWrites sets = store.dialect().setWrites();
    if (sets == null || group.size() < sets.changesMin()) {
      return null;
    }
    return areDifferentRows(group) ? sets : null;
  }

  static boolean areDifferentRows(List<? extends Write> group) {
    var keys = new HashSet<Key>(group.size() * 2);
    for (Write write : group) {
      if (!keys.add(write.key())) {
        return false;
      }
    }
    return true;
  }

  private void changeSet(OfTable table, Verb verb, BoundText text, int[] counts, int offset) {
    ColumnHandler[] readers = {store.dialect().handler(StoredType.of(StoredType.Kind.INT64))};
    for (@Nullable Object[] place : session.query(table, verb, text, readers)) {
      if (place[0] instanceof Long number) {
        counts[offset + (int) (number - 1)] = 1;
      }
    }
  }

  // --- one statement for each row

  private void writeRows(
      OfTable table, OfRow one, List<@Nullable Object[]> rows, int[] counts, int offset) {
    MappedStatement statement = one.statement();
    ColumnHandler[] handlers = one.handlers();
    boolean counted = isInsert(statement) || store.dialect().countsBatches();
    if (rows.size() > 1 && counted) {
      for (int from = 0; from < rows.size(); from += BATCH_MAX) {
        writeBatch(
            table,
            statement,
            handlers,
            rows.subList(from, Math.min(rows.size(), from + BATCH_MAX)),
            counts,
            offset + from);
      }
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      counts[offset + i] = session.execute(table.sql().table(), statement, handlers, rows.get(i));
    }
  }

  private void writeBatch(
      OfTable table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      List<@Nullable Object[]> rows,
      int[] counts,
      int offset) {
    int next = offset;
    for (int count : session.executeBatch(table.sql().table(), statement, handlers, rows)) {
      counts[next++] = checked(count, statement);
    }
  }

  private static boolean isInsert(MappedStatement statement) {
    return statement.getSqlCommandType() == SqlCommandType.INSERT;
  }

  private static int checked(int count, MappedStatement statement) {
    if (count == Statement.SUCCESS_NO_INFO && isInsert(statement)) {
      return 1;
    }
    if (count < 0) {
      throw new StorageFailureException(
          "The driver does not say how many rows a batch met, so a stale version could pass unseen"
              + " [statement=" + statement.getId()
              + "]. Switch off the driver's option that hides counts.",
          null);
    }
    return count;
  }
}
