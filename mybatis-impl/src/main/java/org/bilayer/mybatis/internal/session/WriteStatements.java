package org.bilayer.mybatis.internal.session;

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

  /** Key and version. */
  static @Nullable Object[] target(Write.Delete write) {
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

  /** The parameters of an update of these columns. */
  static @Nullable Object[] values(Write.Update write, Table of, int[] changed) {
    int keyAndVersion = of.key().size() + (of.version() < 0 ? 0 : 1);
    var values = new @Nullable Object[changed.length + keyAndVersion];
    int next = 0;
    for (int column : changed) {
      values[next++] = write.row()[column];
    }
    addTarget(values, next, of, write.key(), write.expectedVersion());
    return values;
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
}
