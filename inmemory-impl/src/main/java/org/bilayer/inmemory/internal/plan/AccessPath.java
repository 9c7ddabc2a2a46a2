package org.bilayer.inmemory.internal.plan;

import java.util.List;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.KeyRange;

/**
 * A way to the rows that may satisfy a condition: parts of one index.
 *
 * @param index the primary key's order, or another index
 * @param ranges disjoint, ascending in the index
 * @param entries the approximate number of entries in the ranges
 * @param ordered whether a walk over the ranges in this direction gives the requested order
 * @param descending the direction
 */
record AccessPath(
    IndexShape index, List<KeyRange> ranges, long entries, boolean ordered, boolean descending) {}
