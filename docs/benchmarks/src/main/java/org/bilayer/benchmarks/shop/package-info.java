/** The domain that every contender stores: a shop's items and orders, and their mapping. */
@NullMarked
package org.bilayer.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
