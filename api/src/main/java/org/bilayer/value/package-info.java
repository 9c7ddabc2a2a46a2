/**
 * Stored values, the same for both backends: the values of each type and their order, keys, rules of text, JSON
 * as a value, isolation levels and locks. Start at {@link org.bilayer.value.StoredType}.
 */
@NullMarked
package org.bilayer.value;

import org.jspecify.annotations.NullMarked;
