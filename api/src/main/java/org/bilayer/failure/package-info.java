/**
 * The failures, as one sealed family under {@link org.bilayer.failure.DataException}: one class for each
 * decision that a caller can take. Start at {@code DataException}, which says which failures are worth a retry.
 */
@NullMarked
package org.bilayer.failure;

import org.jspecify.annotations.NullMarked;
