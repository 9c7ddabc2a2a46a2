package org.bilayer.testkit.verify.law;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as its rows are stored.
 *
 * @param row of the root
 * @param text the whole aggregate, without its version
 */
@SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
record Kept<T, I>(Key key, I id, long version, @Nullable Object[] row, T object, String text) {}
