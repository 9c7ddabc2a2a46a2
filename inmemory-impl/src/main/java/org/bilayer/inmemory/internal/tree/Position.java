package org.bilayer.inmemory.internal.tree;

import java.util.function.ToIntFunction;

/**
 * Where keys lie relative to a range: negative for a key before it, zero in it, positive after it. Never decreases from a
 * key to a greater one.
 */
@FunctionalInterface
public interface Position<K> extends ToIntFunction<K> {

  /**
   * The position of all keys with a prefix.
   *
   * @return negative or positive if it is the same for all of them and outside of the range; otherwise zero
   */
  default int ofPrefix(long prefix) {
    return 0;
  }

  /** The function as a position. */
  @SuppressWarnings("unchecked") // a function of any supertype places K
  static <K> Position<K> of(ToIntFunction<? super K> function) {
    return function instanceof Position ? (Position<K>) function : function::applyAsInt;
  }
}
