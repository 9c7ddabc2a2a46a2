package org.bilayer.inmemory.internal.table;

import org.bilayer.inmemory.internal.tree.Position;
import org.bilayer.value.Key;

/**
 * The keys of an index between two bounds. A bound has values for the first columns of the index, or for none of
 * them. Immutable.
 */
public final class KeyRange implements Position<Key> {

  private static final Object[] NONE = {};

  /** One end of a range; the values are compared column by column with the beginning of a key. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  public record Bound(Object[] values, boolean inclusive) {

    static final Bound OPEN = new Bound(NONE, true);
  }

  private final KeyOrder order;
  private final Bound low;
  private final Bound high;
  private final long lowPrefix;
  private final long highPrefix;

  public KeyRange(KeyOrder order, Bound low, Bound high) {
    this.order = order;
    this.low = low;
    this.high = high;
    this.lowPrefix = order.prefixes().leastOf(low.values);
    this.highPrefix = order.prefixes().greatestOf(high.values);
  }

  /** All keys. */
  static KeyRange all(KeyOrder order) {
    return new KeyRange(order, Bound.OPEN, Bound.OPEN);
  }

  /** The keys that begin with the values of another key. */
  public static KeyRange beginningWith(KeyOrder order, Key beginning) {
    var values = new Object[beginning.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = beginning.value(i);
    }
    var bound = new Bound(values, true);
    return new KeyRange(order, bound, bound);
  }

  /** Whether no bound excludes any key. */
  public boolean isAll() {
    return isOpen(low) && isOpen(high);
  }

  private static boolean isOpen(Bound bound) {
    return bound.inclusive && bound.values.length == 0;
  }

  @Override
  public int ofPrefix(long prefix) {
    return prefix < lowPrefix ? -1 : prefix > highPrefix ? 1 : 0;
  }

  @Override
  public int applyAsInt(Key key) {
    int fromLow = order.compareBeginning(key, low.values);
    if (fromLow < 0 || (fromLow == 0 && !low.inclusive)) {
      return -1;
    }
    int fromHigh = order.compareBeginning(key, high.values);
    return fromHigh > 0 || (fromHigh == 0 && !high.inclusive) ? 1 : 0;
  }
}
