/**
 * Rows, their indexes and their constraints as one immutable state. Start at {@link org.bilayer.inmemory.internal.table.Root} for the
 * state of all tables, and at {@link org.bilayer.inmemory.internal.table.RowWriter} for a change of one row.
 */
@NullMarked
package org.bilayer.inmemory.internal.table;

import org.jspecify.annotations.NullMarked;
