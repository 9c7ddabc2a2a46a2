package org.bilayer.inmemory.internal;

import java.util.List;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.spi.Key;
import org.bilayer.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * Executes writes one by one on an edit, with all constraints checked after each row. After a failure the edit and the
 * recorded changes must be dropped. One thread at a time.
 */
final class RowWriter {

  private final StoreShape store;
  private final RootEdit edit;
  private final ReadObserver reads;
  private final List<RowChange> changes;

  /**
   * For one statement.
   *
   * @param changes receives each change, in order
   */
  RowWriter(StoreShape store, RootEdit edit, ReadObserver reads, List<RowChange> changes) {
    this.store = store;
    this.edit = edit;
    this.reads = reads;
    this.changes = changes;
  }

  /**
   * Executes a write.
   *
   * @return how many rows it met: 0 or 1
   * @throws ConstraintViolationException if a constraint refuses it
   */
  int execute(Write write) {
    TableShape table = store.of(write.table());
    if (write instanceof Write.Insert insert) {
      return insert(table, insert.key(), insert.row());
    }
    @Nullable Object[] before = edit.table(table).row(write.key());
    if (write instanceof Write.Update update) {
      return isExpected(table, update.key(), before, update.expectedVersion())
          ? change(table, update.key(), before, update.row())
          : 0;
    }
    if (write instanceof Write.Delete delete) {
      return isExpected(table, delete.key(), before, delete.expectedVersion())
          ? change(table, delete.key(), before, null)
          : 0;
    }
    throw new AssertionError("a node of the sealed tree is missing here: " + write);
  }

  private int insert(TableShape table, Key key, @Nullable Object[] row) {
    if (edit.table(table).row(key) != null) {
      reads.sawKey(table, key);
      throw new UniqueViolationException(table.table.name(), table.primary.name, null);
    }
    return change(table, key, null, row);
  }

  private boolean isExpected(
      TableShape table, Key key, @Nullable Object @Nullable [] before, long expectedVersion) {
    boolean expected =
        before != null && (!table.hasVersion() || table.versionOf(before) == expectedVersion);
    if (!expected) {
      reads.sawKey(table, key);
    }
    return expected;
  }

  /** Changes one row, which is now as {@code before} says. */
  int change(
      TableShape table,
      Key key,
      @Nullable Object @Nullable [] before,
      @Nullable Object @Nullable [] after) {
    if (after != null) {
      RowRules.check(table, key, after, edit.before());
    }
    TableEdit rows = edit.table(table);
    if (before != null) {
      rows.takeOut(before, after);
    }
    rows.set(key, after);
    if (after != null) {
      putIn(table, rows, key, before, after);
    }
    var change = new RowChange(table, key, before, after);
    References.check(edit, change, reads);
    changes.add(change);
    return 1;
  }

  private void putIn(
      TableShape table,
      TableEdit rows,
      Key key,
      @Nullable Object @Nullable [] before,
      @Nullable Object[] after) {
    TableEdit.Collision collision = rows.putIn(key, before, after);
    if (collision != null) {
      reads.sawKey(table, collision.other());
      throw new UniqueViolationException(table.table.name(), collision.index().name, null);
    }
  }
}
