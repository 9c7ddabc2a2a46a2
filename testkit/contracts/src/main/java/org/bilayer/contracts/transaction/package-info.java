/**
 * What units of work may observe of each other, as schedules and checks that run on any backend. Start at {@link
 * org.bilayer.contracts.transaction.Schedule}, or extend the contracts.
 */
@NullMarked
package org.bilayer.contracts.transaction;

import org.jspecify.annotations.NullMarked;
