package org.bilayer.engine.flush;

import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A write with the row before and after the write. The flush plan orders these writes.
 *
 * @param aggregate the number of the row's aggregate, in the counting of the caller
 * @param before the stored row; null for an insert
 * @param after the row after the write; null for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays everywhere, and are not compared
public record PlannedWrite(
    int aggregate,
    Write write,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after) {

  /** The table of the row. */
  public Table table() {
    return write.table();
  }

  /** The key of the row. */
  public Key key() {
    return write.key();
  }

  /** Whether the row is new. */
  public boolean isInsert() {
    return before == null;
  }

  /** Whether the row is deleted. */
  public boolean isDelete() {
    return after == null;
  }
}
