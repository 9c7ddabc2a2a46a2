package org.bilayer.inmemory.internal.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Numbers in the order of keys: where the numbers of two keys differ, the keys are in the same order. Immutable. */
final class KeyPrefix {
  /*
   * A key of one column has the number of its value. Of several columns the first alone would not do: the rows of one parent have it
   * in common, and to tell them apart keys would have to be looked at, each of which is some misses of the cache. So where the
   * first column is a whole number or the like, its number gives up its highest bits, which are hardly ever needed, and the
   * second column's number takes the lowest. What does not fit is cut to the nearest number that does, which keeps the order
   * and only makes some keys equal that are not.
   *
   * The second column has 32 bits where the first is known to need no more than the others, otherwise 16.
   */
  private static final int NARROW_BITS = 32;
  private static final int WIDE_BITS = 16;

  private final ValuePrefix first;
  private final @Nullable ValuePrefix second;
  private final boolean exact;

  /** Bits of the second column; zero if it has none. */
  private final int bits;

  private final long firstLeast;
  private final long firstGreatest;
  private final long secondGreatest;

  private KeyPrefix(ValuePrefix first, @Nullable ValuePrefix second, int bits, boolean exact) {
    this.first = first;
    this.second = second;
    this.bits = bits;
    this.exact = exact;
    this.firstLeast = Long.MIN_VALUE >> bits;
    this.firstGreatest = Long.MAX_VALUE >> bits;
    this.secondGreatest = (1L << bits) - 1;
  }

  static KeyPrefix of(List<StoredType> types) {
    ValuePrefix first = ValuePrefix.of(types.get(0));
    if (types.size() == 1 || !first.isExact()) {
      return new KeyPrefix(first, null, 0, types.size() == 1 && first.isExact());
    }
    return new KeyPrefix(
        first, ValuePrefix.of(types.get(1)), first.isNarrow() ? NARROW_BITS : WIDE_BITS, false);
  }

  long of(Key key) {
    long high = first.of(key.value(0));
    return second == null ? high : joined(high, cut(second, key.value(1)));
  }

  /** The number of the key that a row has in some columns, none of which is null. */
  long of(@Nullable Object[] row, List<Integer> columns) {
    long high = first.of(requireNonNull(row[columns.get(0)]));
    return second == null ? high : joined(high, cut(second, requireNonNull(row[columns.get(1)])));
  }

  /** The least number of the keys that begin with some values; of all keys if there are none. */
  long leastOf(Object[] values) {
    return values.length == 0 ? Long.MIN_VALUE : edge(values, 0);
  }

  /** The greatest number of the keys that begin with some values; of all keys if there are none. */
  long greatestOf(Object[] values) {
    return values.length == 0 ? Long.MAX_VALUE : edge(values, secondGreatest);
  }

  private long edge(Object[] values, long otherwise) {
    long high = first.of(values[0]);
    if (second == null) {
      return high;
    }
    return joined(high, values.length == 1 ? otherwise : cut(second, values[1]));
  }

  private long joined(long high, long low) {
    if (high < firstLeast) {
      return firstLeast << bits;
    }
    return high > firstGreatest ? (firstGreatest << bits) | secondGreatest : (high << bits) | low;
  }

  private long cut(ValuePrefix of, Object value) {
    long number = of.of(value);
    if (of.isSpread()) {
      return (number >> (Long.SIZE - bits)) - (Long.MIN_VALUE >> (Long.SIZE - bits));
    }
    return Math.max(0, Math.min(secondGreatest, number));
  }

  /** Whether keys with the same number are always equal. */
  boolean isExact() {
    return exact;
  }
}
