/**
 * Ordinary application tests: a data layer for each test, in memory or on a database, with the statements it executed
 * counted and faults on demand. Start at {@link org.bilayer.testkit.junit.LayerExtension}.
 */
@NullMarked
package org.bilayer.testkit.junit;

import org.jspecify.annotations.NullMarked;
