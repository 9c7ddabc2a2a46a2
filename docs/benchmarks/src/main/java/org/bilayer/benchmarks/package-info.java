/**
 * What a layer costs: workloads, the rivals that do them, and the clock. Start at {@link org.bilayer.benchmarks.Benchmarks}.
 */
@NullMarked
package org.bilayer.benchmarks;

import org.jspecify.annotations.NullMarked;
