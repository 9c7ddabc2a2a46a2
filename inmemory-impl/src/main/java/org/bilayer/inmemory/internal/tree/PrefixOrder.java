package org.bilayer.inmemory.internal.tree;

import java.util.Comparator;

/**
 * An order of keys that can tell most keys apart by one number each, their prefix.
 *
 * <p>Immutable and thread-safe.
 */
public interface PrefixOrder<K> extends Comparator<K> {

  /** A number for a key; where the numbers of two keys differ, the keys are in the same order. */
  long prefix(K key);

  /** Whether keys with the same prefix are always equal. */
  boolean isExact();

  /** The comparator's order, with one prefix for all keys unless it knows better. */
  @SuppressWarnings("unchecked") // a comparator only takes keys, so one of any supertype compares K
  static <K> PrefixOrder<K> of(Comparator<? super K> comparator) {
    if (comparator instanceof PrefixOrder) {
      return (PrefixOrder<K>) comparator;
    }
    return new PrefixOrder<>() {
      @Override
      public int compare(K left, K right) {
        return comparator.compare(left, right);
      }

      @Override
      public long prefix(K key) {
        return 0;
      }

      @Override
      public boolean isExact() {
        return false;
      }
    };
  }
}
