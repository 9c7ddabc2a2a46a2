/**
 * A mapping by names and stored values: objects from rows and rows from objects, conditions by the names of columns, and the
 * ids that one backend has generated. Start at {@code MappingUnderTest}. Not exported.
 */
@NullMarked
package org.bilayer.testkit.verify.mapping;

import org.jspecify.annotations.NullMarked;
