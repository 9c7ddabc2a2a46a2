package org.bilayer.inmemory.internal.table;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row: added if there is nothing before, removed if there is nothing after.
 *
 * <p>Rows are compared by identity: an array is never changed, so the same array is the same state of the row.
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
public record RowChange(
    TableShape table,
    Key key,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after) {}
