/**
 * Contracts about failures: which failure reports what, which units of work are repeated, and the state after a failure.
 * Start at {@link org.bilayer.contracts.failure.FailureCase}, the table of all failures.
 */
@NullMarked
package org.bilayer.contracts.failure;

import org.jspecify.annotations.NullMarked;
