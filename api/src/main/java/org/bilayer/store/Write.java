package org.bilayer.store;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One row to be written. A flush is an ordered list of writes; a backend may send many in one trip, but the
 * effect, and the checks after each row, are those of executing them one by one in this order.
 *
 * <p>The arrays belong to the write and its backend; nobody changes them.
 */
public sealed interface Write {

  /** The table written to. */
  Table table();

  /** The primary key of the row. */
  Key key();

  /** Adds a row. */
  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  record Insert(Table table, Key key, @Nullable Object[] row) implements Write {}

  /**
   * Changes a row that exists.
   *
   * @param row the whole new row; its primary key is {@code key}
   * @param changed ascending positions that differ from what was read, the version column included; a
   *     backend may also write unchanged ones
   * @param expectedVersion the version the row must have now; -1 where the table has none
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  record Update(Table table, Key key, @Nullable Object[] row, int[] changed, long expectedVersion)
      implements Write {}

  /**
   * Removes a row.
   *
   * @param expectedVersion the version the row must have now; -1 where the table has none
   */
  record Delete(Table table, Key key, long expectedVersion) implements Write {}
}
