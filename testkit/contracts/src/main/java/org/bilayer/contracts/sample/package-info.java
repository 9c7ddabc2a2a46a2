/**
 * The domain that the contracts store: small, but with every kind of attribute, key, reference and collection that a
 * model can have. The domain classes know nothing of this library; the class beside them with a plural or place name has
 * their constants. Start at {@link org.bilayer.contracts.sample.Bank} and {@link org.bilayer.contracts.sample.Shop}.
 *
 * <p>Some tables and columns are named by reserved words of SQL on purpose.
 */
@NullMarked
package org.bilayer.contracts.sample;

import org.jspecify.annotations.NullMarked;
