package org.bilayer.store;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One row to be written. A flush is an ordered list of writes; a backend may send many in one trip, but the
 * effect, and the checks after each row, are those of executing them one by one in this order.
 *
 * <p>The arrays belong to the write and its backend. Nobody changes them, except for the columns that the store writes
 * itself: see {@link Table#isReadBack}. After {@link StoreSession#write} the row of an insert or update holds the
 * values that the store has given it there.
 */
public sealed interface Write {

  /**
   * The expected version of a write that compares none: its table has no versions, or an earlier write of the same flush has
   * compared the version and written the row.
   */
  long UNCHECKED = Table.NO_VERSION;

  /** The table written to. */
  Table table();

  /** The primary key of the row. */
  Key key();

  /**
   * Adds a row.
   *
   * @param row a column that the database fills and that has no value here is left to the store
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  record Insert(Table table, Key key, @Nullable Object[] row) implements Write {}

  /**
   * Changes a row that exists.
   *
   * @param row the whole new row; its primary key is {@code key}
   * @param changed ascending positions that differ from what was read, a version column included; a
   *     backend may also write unchanged ones, except of columns that the database fills. Empty where only the store's version of the row is to change
   * @param expectedVersion the version the row must have now; or {@link #UNCHECKED}
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  record Update(Table table, Key key, @Nullable Object[] row, int[] changed, long expectedVersion)
      implements Write {}

  /**
   * Removes a row.
   *
   * @param expectedVersion the version the row must have now; or {@link #UNCHECKED}
   */
  record Delete(Table table, Key key, long expectedVersion) implements Write {}
}
