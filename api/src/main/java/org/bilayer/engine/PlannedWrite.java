package org.bilayer.engine;

import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A write with what it does to the row: what the flush plan reasons about.
 *
 * @param entry the aggregate it belongs to
 * @param before the row as the store has it; null for an insert
 * @param after the row as it will be; null for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
record PlannedWrite(
    Entry<?> entry,
    Write write,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after) {

  Table table() {
    return write.table();
  }

  Key key() {
    return write.key();
  }

  boolean isInsert() {
    return before == null;
  }

  boolean isDelete() {
    return after == null;
  }
}
