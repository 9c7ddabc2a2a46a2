package org.bilayer.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate as rows.
 *
 * @param root the root's row
 * @param owned for each owned table of the {@link Layout}, in its order, the rows of this aggregate in no
 *     particular order
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
public record AggregateRows(@Nullable Object[] root, List<List<@Nullable Object[]>> owned) {}
