/**
 * Values as both backends store them: what a stored value may be and how stored values compare, keys, rules of text, JSON as
 * a value, isolation levels and locks. Start at {@link org.bilayer.value.StoredType}.
 */
@NullMarked
package org.bilayer.value;

import org.jspecify.annotations.NullMarked;
