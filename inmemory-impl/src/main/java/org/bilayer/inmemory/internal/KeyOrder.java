package org.bilayer.inmemory.internal;

import java.util.List;
import org.bilayer.inmemory.internal.tree.PrefixOrder;
import org.bilayer.spi.Key;
import org.bilayer.spi.StoredType;

/** The order of keys whose columns have given types: column by column, as the stored types compare. Immutable. */
final class KeyOrder implements PrefixOrder<Key> {

  private final StoredType[] types;
  private final ValuePrefix prefix;
  private final boolean exact;

  KeyOrder(List<StoredType> types) {
    this.types = types.toArray(StoredType[]::new);
    this.prefix = ValuePrefix.of(this.types[0]);
    this.exact = this.types.length == 1 && prefix.isExact();
  }

  @Override
  public int compare(Key left, Key right) {
    for (int i = 0; i < types.length; i++) {
      int sign = types[i].compare(left.value(i), right.value(i));
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  /** Compares the beginning of a key with values of its first columns; zero where there are no values. */
  int compareBeginning(Key key, Object[] values) {
    for (int i = 0; i < values.length; i++) {
      int sign = types[i].compare(key.value(i), values[i]);
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  /** The prefix of the first column. */
  @Override
  public long prefix(Key key) {
    return prefix.of(key.value(0));
  }

  /** The prefix of keys that begin with a value. */
  long prefixOf(Object first) {
    return prefix.of(first);
  }

  @Override
  public boolean isExact() {
    return exact;
  }
}
