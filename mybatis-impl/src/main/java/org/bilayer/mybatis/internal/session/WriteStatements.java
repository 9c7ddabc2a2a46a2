package org.bilayer.mybatis.internal.session;

import java.util.Arrays;
import org.bilayer.mybatis.internal.statement.MappedStatements.RowStatement;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The statement that executes one write, and the values of its parameters. Stateless. */
final class WriteStatements {

  private WriteStatements() {}

  /** The statement for one row. */
  static RowStatement statement(TableStatements table, Write write) {
    boolean comparesVersion = comparesVersion(write);
    if (write instanceof Write.Update update) {
      return comparesVersion
          ? table.update(update.changed())
          : table.updateUnchecked(update.changed());
    }
    if (write instanceof Write.Insert insert) {
      return table.insert(insert.row());
    }
    return comparesVersion ? table.delete() : table.deleteUnchecked();
  }

  /** Whether a write compares the version of its row, if rows of its table have versions. */
  static boolean comparesVersion(Write write) {
    if (write.table().version() < 0) {
      return true;
    }
    long expected = Write.UNCHECKED;
    if (write instanceof Write.Update update) {
      expected = update.expectedVersion();
    } else if (write instanceof Write.Delete delete) {
      expected = delete.expectedVersion();
    }
    return expected != Write.UNCHECKED;
  }

  /** The parameters of {@link #statement}. */
  static @Nullable Object[] values(Write write) {
    if (write instanceof Write.Insert insert) {
      return insert.table().isReadBack() ? given(insert) : insert.row();
    }
    if (write instanceof Write.Update update) {
      return values(update, update.table(), update.changed());
    }
    return target((Write.Delete) write);
  }

  private static @Nullable Object[] given(Write.Insert insert) {
    Table table = insert.table();
    @Nullable Object[] row = insert.row();
    var values = new @Nullable Object[row.length];
    int next = 0;
    for (int column = 0; column < row.length; column++) {
      if (!table.isLeftToStore(column, row)) {
        values[next++] = row[column];
      }
    }
    return Arrays.copyOf(values, next);
  }

  /** Key and version. */
  static @Nullable Object[] target(Write.Delete write) {
    Table of = write.table();
    var values = new @Nullable Object[targetSize(write, of)];
    addTarget(values, 0, of, write.key(), write.expectedVersion());
    return values;
  }

  /** The parameters by which rows are sought that begin with a key. */
  static @Nullable Object[] values(Table of, Key key) {
    var values = new @Nullable Object[soughtSize(of, key.size())];
    addKey(values, 0, of, key);
    return values;
  }

  /** A text whose case the column ignores is compared twice; see TableSql.keyHandlers. */
  private static int soughtSize(Table of, int keyColumns) {
    int size = keyColumns;
    for (int i = 0; i < keyColumns; i++) {
      size += of.type(of.key().get(i)).isFolding() ? 1 : 0;
    }
    return size;
  }

  private static int addKey(@Nullable Object[] values, int from, Table of, Key key) {
    int next = from;
    for (int i = 0; i < key.size(); i++) {
      values[next++] = key.value(i);
      if (of.type(of.key().get(i)).isFolding()) {
        values[next++] = key.value(i);
      }
    }
    return next;
  }

  /** The parameters of an update of these columns. */
  static @Nullable Object[] values(Write.Update write, Table of, int[] changed) {
    var values = new @Nullable Object[changed.length + targetSize(write, of)];
    int next = 0;
    for (int column : changed) {
      values[next++] = write.row()[column];
    }
    addTarget(values, next, of, write.key(), write.expectedVersion());
    return values;
  }

  private static int targetSize(Write write, Table of) {
    return soughtSize(of, of.key().size()) + (of.version() >= 0 && comparesVersion(write) ? 1 : 0);
  }

  private static void addTarget(
      @Nullable Object[] values, int from, Table table, Key key, long version) {
    int next = addKey(values, from, table, key);
    if (table.version() >= 0 && version != Write.UNCHECKED) {
      values[next] = table.storedVersion(version);
    }
  }
}
