/** A short run of each benchmark. */
@NullMarked
package org.bilayer.benchmarks;

import org.jspecify.annotations.NullMarked;
