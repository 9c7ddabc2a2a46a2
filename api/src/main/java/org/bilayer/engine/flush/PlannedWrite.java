package org.bilayer.engine.flush;

import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A write with what it does to the row: what the flush plan reasons about.
 *
 * @param aggregate the number of the aggregate that the row belongs to, as the caller counts aggregates
 * @param before the row as the store has it; null for an insert
 * @param after the row as it will be; null for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
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

  /** Whether the row goes. */
  public boolean isDelete() {
    return after == null;
  }
}
