/**
 * Engines that are wrong on purpose, one for each promise of the contracts. Both backends run the same engine, so a mistake
 * planted here is on both sides of a verification.
 *
 * <p>Start at {@link EngineMutant}.
 */
@NullMarked
package org.bilayer.docs.verify.mutants.engine;

import org.jspecify.annotations.NullMarked;
