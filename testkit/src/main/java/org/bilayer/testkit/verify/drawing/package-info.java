/**
 * Draws values, rows, steps and histories of a model, and objects for fixtures. Start at {@code Generator} for histories and at
 * {@code Drawing} for objects. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.drawing;

import org.jspecify.annotations.NullMarked;
