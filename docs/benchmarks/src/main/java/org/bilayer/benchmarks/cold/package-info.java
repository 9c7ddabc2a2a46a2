/** Small programs that start, read one entity and end: each loads what its rival needs and no more. */
@NullMarked
package org.bilayer.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
