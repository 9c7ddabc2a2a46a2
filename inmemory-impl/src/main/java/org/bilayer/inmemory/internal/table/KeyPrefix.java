package org.bilayer.inmemory.internal.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Maps keys to numbers in the order of the keys. If two keys have different numbers, the keys are in the same order as their
 * numbers. Different keys may have the same number. Immutable.
 */
final class KeyPrefix {
  /*
   * A key of one column has the number of its value, see ValuePrefix.
   *
   * A key of several columns joins the numbers of its first two columns: the first number in the high bits, the second number
   * in the low bits. The first column alone is not enough. Rows of one parent have the same first column, and to tell them
   * apart, a search would have to read the keys, each of which costs some cache misses.
   *
   * A number that does not fit into its bits is replaced by the nearest number that fits. This keeps the order, and gives some
   * different keys the same number. Numbers of the first column hardly ever need their highest bits.
   *
   * The second column has 32 bits if the first column is known to need at most 32 bits, otherwise 16. If the number of the
   * first column is not exact, the second column is left out, because it would order rows whose first columns differ.
   */
  private static final int NARROW_BITS = 32;
  private static final int WIDE_BITS = 16;

  private final ValuePrefix first;
  private final @Nullable ValuePrefix second;
  private final boolean exact;

  /** The low bits, which hold the number of the second column; zero if there is no second column. */
  private final int bits;

  private final long secondMax;

  private KeyPrefix(ValuePrefix first, @Nullable ValuePrefix second, int bits, boolean exact) {
    this.first = first;
    this.second = second;
    this.bits = bits;
    this.exact = exact;
    this.secondMax = (1L << bits) - 1;
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
    return second == null ? high : join(high, lowBits(second, key.value(1)));
  }

  /** The number of the key that a row has in some columns, none of which is null. */
  long of(@Nullable Object[] row, List<Integer> columns) {
    long high = first.of(requireNonNull(row[columns.get(0)]));
    return second == null ? high : join(high, lowBits(second, requireNonNull(row[columns.get(1)])));
  }

  /** The least number of the keys that begin with some values; of all keys if there are none. */
  long leastOf(Object[] values) {
    return values.length == 0 ? Long.MIN_VALUE : numberOf(values, 0);
  }

  /** The greatest number of the keys that begin with some values; of all keys if there are none. */
  long greatestOf(Object[] values) {
    return values.length == 0 ? Long.MAX_VALUE : numberOf(values, secondMax);
  }

  /** The number of a key of which one value or two are known; {@code missing} stands for the second value. */
  private long numberOf(Object[] values, long missing) {
    long high = first.of(values[0]);
    if (second == null) {
      return high;
    }
    return join(high, values.length == 1 ? missing : lowBits(second, values[1]));
  }

  private long join(long high, long low) {
    long joined = (high << bits) | low;
    boolean fits = joined >> bits == high;
    if (fits) {
      return joined;
    }
    return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private long lowBits(ValuePrefix prefix, Object value) {
    long number = prefix.of(value);
    if (prefix.isSpread()) {
      // The highest bits of the number, with the sign bit turned, because the low bits of a key
      // have no sign.
      return (number ^ Long.MIN_VALUE) >>> (Long.SIZE - bits);
    }
    return Math.max(0, Math.min(secondMax, number));
  }

  /** Whether keys with the same number are always equal. */
  boolean isExact() {
    return exact;
  }
}
