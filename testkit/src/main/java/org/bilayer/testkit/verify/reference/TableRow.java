package org.bilayer.testkit.verify.reference;

import java.util.Objects;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** A row of a table: its values in the order of the columns. */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
record TableRow(Table table, @Nullable Object[] values) {

  Key key() {
    return Objects.requireNonNull(Key.from(values, table.key()));
  }

  /** The same row with another value in a column. */
  TableRow with(int column, @Nullable Object value) {
    @Nullable Object[] next = values.clone();
    next[column] = value;
    return new TableRow(table, next);
  }
}
