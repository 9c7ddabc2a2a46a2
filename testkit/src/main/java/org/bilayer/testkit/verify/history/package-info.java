/**
 * Histories as data: the units of work and steps that the kit draws, performs, shrinks, and prints where two backends differ.
 * Start at {@link org.bilayer.testkit.verify.history.History} and {@link org.bilayer.testkit.verify.history.Steps}; a printed
 * counterexample imports these types.
 */
@NullMarked
package org.bilayer.testkit.verify.history;

import org.jspecify.annotations.NullMarked;
