/**
 * What can go wrong, as one sealed family under {@link org.bilayer.failure.DataException}: one class per
 * decision a caller can take. Start there; it says which failures are worth a retry.
 */
@NullMarked
package org.bilayer.failure;

import org.jspecify.annotations.NullMarked;
