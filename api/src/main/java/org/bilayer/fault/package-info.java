/**
 * Failures on purpose: a store that works perfectly in a test teaches a program nothing about deadlocks, lost connections
 * and commits without an answer. Start at {@link org.bilayer.fault.FaultPlan}.
 */
@NullMarked
package org.bilayer.fault;

import org.jspecify.annotations.NullMarked;
