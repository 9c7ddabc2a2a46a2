/**
 * Which rows a query reads, and in which order: access paths, scans, sorts and summaries. Start at {@link
 * org.bilayer.inmemory.internal.plan.PathFinder} and {@link org.bilayer.inmemory.internal.plan.RowReader}.
 */
@NullMarked
package org.bilayer.inmemory.internal.plan;

import org.jspecify.annotations.NullMarked;
