/** The rivals: each does the same work on the same tables as well as its library lets it. */
@NullMarked
package org.bilayer.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
