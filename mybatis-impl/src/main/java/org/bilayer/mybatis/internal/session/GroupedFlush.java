package org.bilayer.mybatis.internal.session;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.SetWrites;
import org.bilayer.mybatis.internal.statement.GroupAnswer;
import org.bilayer.mybatis.internal.statement.MappedStatements.RowStatement;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Executes the writes of a flush group by group, each group in a trip of its own. One thread at a time. */
final class GroupedFlush {

  /*
   * Neighbours of one table and kind go together: as one statement over arrays where the database has that and it is
   * worth it, else as a JDBC batch, else alone. The order among groups is that of the list. Updates of a group set the
   * union of their changed columns, so that one text serves all; every write carries its whole row.
   *
   * A count is demanded for every update and delete. A driver that answers "success, count unknown" for an insert is
   * believed: an INSERT of VALUES either adds its row or fails.
   */

  /** Keeps what the driver has to hold bounded; the gain of larger batches is nil. */
  private static final int BATCH_MAX = 1000;

  private final StoreContext store;
  private final UnitStatements statements;
  private final ActionGuard actions;
  private final @Nullable ReferenceGuard guard;
  private final ExactReferences exact;

  GroupedFlush(
      StoreContext store,
      UnitStatements statements,
      ActionGuard actions,
      @Nullable ReferenceGuard guard,
      ExactReferences exact) {
    this.actions = actions;
    this.exact = exact;
    this.store = store;
    this.statements = statements;
    this.guard = guard;
  }

  /** Executes the writes and returns how many rows each write met. */
  int[] write(List<Write> writes) {
    var counts = new int[writes.size()];
    int from = 0;
    while (from < counts.length) {
      int to = WriteGroups.endOfGroup(writes, from);
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

  /** Writes one row. */
  private int writeOne(TableStatements table, Write write) {
    RowStatement one = WriteStatements.statement(table, write);
    @Nullable
    Object @Nullable [] row = write.table().hasServerVersion() ? WriteGroups.rowOf(write) : null;
    if (row != null) {
      List<@Nullable Object[]> returned = statements.query(
          write.table(), one.statement(), one.handlers(), WriteStatements.values(write));
      returned.forEach(values -> readBack(table, row, values, 0));
      return returned.size();
    }
    return statements.execute(
        write.table(), one.statement(), one.handlers(), WriteStatements.values(write));
  }

  /** Puts into a row what the database has chosen for it. */
  private static void readBack(
      TableStatements table, @Nullable Object[] row, @Nullable Object[] returned, int from) {
    int next = from;
    for (int column : table.sql().readBack()) {
      row[column] = returned[next++];
    }
  }

  private void write(List<Write> group, int[] counts, int offset) {
    Write first = group.get(0);
    TableStatements table = statements.of(first.table());
    if (first instanceof Write.Delete) {
      actions.beforeRemoval(first.table(), group.stream().map(Write::key).toList());
    }
    if (guard != null) {
      guard.before(first.table(), group);
    }
    if (group.size() == 1) {
      counts[offset] = writeOne(table, first);
    } else if (first instanceof Write.Insert) {
      insert(table, WriteGroups.inserts(group), counts, offset);
    } else if (first instanceof Write.Update) {
      update(table, WriteGroups.updates(group), counts, offset);
    } else {
      delete(table, WriteGroups.deletes(group), counts, offset);
    }
    if (!(first instanceof Write.Delete) && !hasMissed(counts, offset, offset + group.size())) {
      exact.check(first.table(), group);
    }
    if (guard != null && first instanceof Write.Delete) {
      guard.removed(first.table(), group.stream().map(Write::key).toList());
    }
  }

  private void insert(TableStatements table, List<Write.Insert> group, int[] counts, int offset) {
    SetWrites sets = store.dialect().setWrites();
    if (sets != null
        && group.size() >= sets.insertsMin()
        && WriteGroups.fitsArrays(table.sql().table())) {
      if (table.sql().table().hasServerVersion()) {
        insertSetAndReadBack(table, sets, group);
      } else {
        insertSet(table, sets, group);
      }
      Arrays.fill(counts, offset, offset + group.size(), 1);
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    group.forEach(write -> rows.add(WriteStatements.values(write)));
    writeRows(table, table.insert(group.get(0).row()), rows, counts, offset);
  }

  private void update(TableStatements table, List<Write.Update> group, int[] counts, int offset) {
    Table of = table.sql().table();
    int[] changed = WriteGroups.union(group);
    SetWrites sets = setChanges(group);
    if (sets != null && !WriteGroups.touchesUniqueKey(of, changed)) {
      BoundText text = store.newText();
      sets.update(text, of, group, changed);
      changeSet(table, Verb.UPDATE, text, group, counts, offset);
      return;
    }
    if (of.hasServerVersion()) {
      for (int i = 0; i < group.size(); i++) {
        counts[offset + i] = writeOne(table, group.get(i));
      }
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    for (Write.Update write : group) {
      rows.add(WriteStatements.values(write, of, changed));
    }
    writeRows(table, table.update(changed), rows, counts, offset);
  }

  private void delete(TableStatements table, List<Write.Delete> group, int[] counts, int offset) {
    Table of = table.sql().table();
    SetWrites sets = setChanges(group);
    if (sets != null) {
      BoundText text = store.newText();
      sets.delete(text, of, group);
      changeSet(table, Verb.DELETE, text, List.of(), counts, offset);
      return;
    }
    var rows = new ArrayList<@Nullable Object[]>(group.size());
    group.forEach(write -> rows.add(WriteStatements.target(write)));
    writeRows(table, WriteStatements.statement(table, group.get(0)), rows, counts, offset);
  }

  // --- one statement for many rows

  private void insertSet(TableStatements table, SetWrites sets, List<Write.Insert> group) {
    BoundText text = store.newText();
    sets.insert(text, table.sql().table(), group);
    long added = statements.execute(table, Verb.INSERT, text);
    if (added != group.size()) {
      throw GroupAnswer.missingRows(table.sql().table().name(), (int) added, group.size());
    }
  }

  /** The statements over many rows for changes, where they can write the group; null otherwise. */
  private @Nullable SetWrites setChanges(List<? extends Write> group) {
    SetWrites sets = store.dialect().setWrites();
    if (sets == null) {
      return null;
    }
    // A batch returns no rows: what is read back would take a trip for each row.
    Write first = group.get(0);
    boolean isReadBack = first.table().hasServerVersion() && first instanceof Write.Update;
    if (group.size() < (isReadBack ? 2 : sets.changesMin())
        || !WriteStatements.comparesVersion(first)
        || !WriteGroups.fitsArrays(first.table())) {
      return null;
    }
    return WriteGroups.areDifferentRows(group) ? sets : null;
  }

  private void changeSet(
      TableStatements table,
      Verb verb,
      BoundText text,
      List<Write.Update> updates,
      int[] counts,
      int offset) {
    ColumnHandler[] readBack = updates.isEmpty() ? new ColumnHandler[0] : table.readBack();
    var readers = new ColumnHandler[1 + readBack.length];
    readers[0] = store.dialect().handler(StoredType.of(StoredType.Kind.INT64));
    System.arraycopy(readBack, 0, readers, 1, readBack.length);
    for (@Nullable Object[] place : statements.query(table, verb, text, readers)) {
      if (place[0] instanceof Long number) {
        int written = (int) (number - 1);
        counts[offset + written] = 1;
        if (readBack.length > 0) {
          readBack(table, updates.get(written).row(), place, 1);
        }
      }
    }
  }

  /** Rows of an insertion come back in no order; their keys tell which is which. */
  private void insertSetAndReadBack(
      TableStatements table, SetWrites sets, List<Write.Insert> group) {
    BoundText text = store.newText();
    Table of = table.sql().table();
    sets.insert(text, of, group);
    table.sql().appendReturning(text);
    List<@Nullable Object[]> returned = statements.query(
        table, Verb.INSERT, text, table.sql().handlers(table.sql().generatedAndReadBack()));
    if (returned.size() != group.size()) {
      throw GroupAnswer.missingRows(of.name(), returned.size(), group.size());
    }
    var byKey = new HashMap<Key, @Nullable Object[]>();
    List<Integer> places = IntStream.range(0, of.key().size()).boxed().toList();
    for (@Nullable Object[] values : returned) {
      byKey.put(Objects.requireNonNull(Key.from(values, places), "a key has no nulls"), values);
    }
    for (Write.Insert insert : group) {
      @Nullable Object @Nullable [] values = byKey.get(insert.key());
      if (values == null) {
        throw new StorageFailureException(
            "The database stored a row under another key than it was given [table=" + of.name()
                + ", key=" + insert.key() + "]. Does a trigger change the key?",
            null);
      }
      readBack(table, insert.row(), values, of.key().size());
    }
  }

  // --- one statement for each row

  private void writeRows(
      TableStatements table,
      RowStatement one,
      List<@Nullable Object[]> rows,
      int[] counts,
      int offset) {
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
      counts[offset + i] =
          statements.execute(table.sql().table(), statement, handlers, rows.get(i));
    }
  }

  private void writeBatch(
      TableStatements table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      List<@Nullable Object[]> rows,
      int[] counts,
      int offset) {
    int next = offset;
    for (int count : statements.executeBatch(table.sql().table(), statement, handlers, rows)) {
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
          "The driver does not return the number of rows that a batch matched, and a stale "
              + "version could stay undetected"
              + " [statement=" + statement.getId()
              + "]. Switch off the driver's option that hides counts.",
          null);
    }
    return count;
  }
}
