/**
 * The checks of a verification, one class each: histories, constraints, round trips, counts of statements, hand-written
 * queries. Start at {@code HistorySearch}. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.checking;

import org.jspecify.annotations.NullMarked;
