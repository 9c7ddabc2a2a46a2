/**
 * Counts what a verification draws and compares, for its {@code org.bilayer.testkit.report}. Start at {@code Recording}. Not
 * exported.
 */
@NullMarked
package org.bilayer.testkit.verify.recording;

import org.jspecify.annotations.NullMarked;
