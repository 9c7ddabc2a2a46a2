/**
 * Failures on purpose: a store that works perfectly in a test teaches a program nothing about deadlocks, lost connections
 * and commits without an answer. Start at {@link org.bilayer.testkit.fault.FaultPlan}.
 */
@NullMarked
package org.bilayer.testkit.fault;

import org.jspecify.annotations.NullMarked;
