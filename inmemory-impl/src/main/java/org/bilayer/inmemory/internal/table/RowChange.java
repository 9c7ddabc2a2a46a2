package org.bilayer.inmemory.internal.table;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The change of one row. Without a row before, the row was added. Without a row after, the row was removed.
 *
 * <p>Rows are compared by identity: an array is never changed, so the same array is the same state of the row.
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays everywhere, and are not compared
public record RowChange(
    TableShape table,
    Key key,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after) {}
