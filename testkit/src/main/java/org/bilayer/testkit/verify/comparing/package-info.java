/**
 * Performs a history on two backends and compares the answers. Start at {@code BackendPair}: {@code Replica} runs a history,
 * {@code UnitRun} a unit of work, {@code StepRunner} a step, and {@code Comparison} decides which differences are left open.
 * A {@code HistoryCheck} is asked after each history. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.comparing;

import org.jspecify.annotations.NullMarked;
