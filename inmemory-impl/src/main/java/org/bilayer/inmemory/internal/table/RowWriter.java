package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One statement that writes: rows are changed one by one, with all constraints checked after each. After a failure it
 * must be dropped, and nothing of it has happened. One thread at a time.
 */
public final class RowWriter {

  private final Constraints constraints;
  private final RootEdit edit;
  private final ReadObserver reads;
  private final LongSupplier versions;
  private final GeneratedColumns generated = new GeneratedColumns();
  private final List<RowChange> changes = new ArrayList<>();

  /**
   * Begins a statement on a root.
   *
   * @param versions gives the version of a written row, where the store chooses it
   */
  public RowWriter(Constraints constraints, Root root, ReadObserver reads, LongSupplier versions) {
    this.versions = versions;
    this.constraints = constraints;
    this.edit = new RootEdit(root);
    this.reads = reads;
  }

  public Constraints constraints() {
    return constraints;
  }

  /** The root before the statement. */
  public Root before() {
    return edit.before();
  }

  /** The root with the changes made so far. */
  public Root after() {
    return edit.root();
  }

  /** The changes made so far, in order. */
  public List<RowChange> changes() {
    return changes;
  }

  public ReadObserver reads() {
    return reads;
  }

  /**
   * Executes a write.
   *
   * @return how many rows it met: 0 or 1
   * @throws ConstraintViolationException if a constraint refuses it
   */
  public int execute(Write write) {
    TableShape table = constraints.store().of(write.table());
    if (write instanceof Write.Insert insert) {
      setVersion(table, insert.row());
      generated.fillInserted(table.table, insert.row());
      return insert(table, insert.key(), insert.row());
    }
    @Nullable Object[] before = edit.table(table).row(write.key());
    if (write instanceof Write.Update update) {
      if (!isExpected(table, update.key(), before, update.expectedVersion())) {
        return 0;
      }
      setVersion(table, update.row());
      if (before != null) {
        generated.fillUpdated(table.table, before, update.row(), update.changed());
      }
      return change(table, update.key(), before, update.row());
    }
    if (write instanceof Write.Delete delete) {
      return isExpected(table, delete.key(), before, delete.expectedVersion())
          ? change(table, delete.key(), before, null)
          : 0;
    }
    throw new AssertionError("a node of the sealed tree is missing here: " + write);
  }

  /** Gives a row that is about to be written the store's version. */
  public void setVersion(TableShape table, @Nullable Object[] row) {
    if (table.table.hasServerVersion()) {
      row[table.table.version()] = table.table.storedVersion(versions.getAsLong());
    }
  }

  /** Gives a row that a statement by condition has changed what the database stores with each write. */
  public void fillChanged(TableShape table, @Nullable Object[] row) {
    generated.fillWritten(table.table, row);
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
    boolean expected = before != null
        && (!table.hasVersion()
            || expectedVersion == Write.UNCHECKED
            || table.versionOf(before) == expectedVersion);
    if (!expected) {
      reads.sawKey(table, key);
    }
    return expected;
  }

  /** Changes one row, which is now as {@code before} says. */
  public int change(
      TableShape table,
      Key key,
      @Nullable Object @Nullable [] before,
      @Nullable Object @Nullable [] after) {
    try {
      if (after != null) {
        RowRules.check(table, constraints.of(table).checks(), key, after, edit.before());
      }
      var change = new RowChange(table, key, before, after);
      apply(constraints, edit, change, reads);
      changes.add(change);
      return 1;
    } catch (Throwable refused) {
      reads.sawKey(table, key);
      throw refused;
    }
  }

  /**
   * Makes a change and checks what it means for other rows. After a failure the edit must be dropped.
   *
   * @param reads told what a refusal was based on
   * @throws ConstraintViolationException if a unique key or a foreign key refuses it
   */
  public static void apply(
      Constraints constraints, RootEdit edit, RowChange change, ReadObserver reads) {
    TableEdit rows = edit.table(change.table());
    @Nullable Object[] before = change.before();
    @Nullable Object[] after = change.after();
    if (before != null) {
      rows.takeOut(before, after);
    }
    rows.set(change.key(), after);
    if (after != null) {
      TableEdit.Collision collision = rows.putIn(change.key(), before, after);
      if (collision != null) {
        reads.sawKey(change.table(), collision.other());
        throw new UniqueViolationException(
            change.table().table.name(), collision.index().name, null);
      }
    }
    References.check(constraints, edit, change, reads);
  }
}
