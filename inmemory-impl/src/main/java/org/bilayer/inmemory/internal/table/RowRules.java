package org.bilayer.inmemory.internal.table;

import java.util.List;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.inmemory.internal.table.TableConstraints.RowCheck;
import org.bilayer.store.StoredColumn;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The rules that a row must satisfy, independent of other rows. */
public final class RowRules {

  private RowRules() {}

  /**
   * Checks a row before a write. The engine has already checked the row and the sizes. This check finds mistakes of
   * callers that write rows without the engine.
   *
   * @throws StorageFailureException if the row does not have the table's columns, a value is not of its column's
   *     class, or the key of the row differs from the given key
   * @throws NotNullViolationException if a required value is missing
   * @throws CheckViolationException if a check is false; unknown passes
   */
  public static void check(
      TableShape table, List<RowCheck> checks, Key key, @Nullable Object[] row, Root root) {
    if (row.length != table.width()) {
      throw broken(
          table,
          key,
          "the row has " + row.length + " values, the table " + table.width() + " columns");
    }
    for (int column = 0; column < row.length; column++) {
      Object value = row[column];
      if (value == null) {
        if (!table.isNullable(column)) {
          throw new NotNullViolationException(
              table.table.name(), table.table.notNullName(column), null);
        }
      } else if (!table.isOfClass(column, value)) {
        StoredColumn stored = table.table.columns().get(column);
        throw broken(
            table,
            key,
            "column " + stored.name() + " of type " + stored.type() + " was given an instance of "
                + value.getClass().getName());
      }
    }
    checkKey(table, key, row);
    for (RowCheck check : checks) {
      if (check.test().of(row, root) == TruthValue.FALSE) {
        throw new CheckViolationException(table.table.name(), check.name(), null);
      }
    }
  }

  private static void checkKey(TableShape table, Key key, @Nullable Object[] row) {
    boolean same = key.size() == table.table.key().size();
    for (int i = 0; same && i < key.size(); i++) {
      int column = table.table.key().get(i);
      same = table.same(column, key.value(i), row[column]);
    }
    if (!same) {
      throw broken(table, key, "the row has another primary key");
    }
  }

  private static StorageFailureException broken(TableShape table, Key key, String fault) {
    return new StorageFailureException(
        "Cannot write the row: " + fault + " [table=" + table + ", key=" + key
            + "]. Write rows as org.bilayer.store describes them.",
        null);
  }
}
