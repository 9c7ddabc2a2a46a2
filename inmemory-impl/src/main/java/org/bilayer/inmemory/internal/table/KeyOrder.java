package org.bilayer.inmemory.internal.table;

import java.util.List;
import org.bilayer.inmemory.internal.tree.PrefixOrder;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;

/** The order of keys whose columns have given types: column by column, as the stored types compare. Immutable. */
final class KeyOrder implements PrefixOrder<Key> {

  private final StoredType[] types;
  private final KeyPrefix prefix;

  KeyOrder(List<StoredType> types) {
    this.types = types.toArray(StoredType[]::new);
    this.prefix = KeyPrefix.of(types);
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

  @Override
  public long prefix(Key key) {
    return prefix.of(key);
  }

  /** Computes the prefixes. */
  KeyPrefix prefixes() {
    return prefix;
  }

  @Override
  public boolean isExact() {
    return prefix.isExact();
  }
}
