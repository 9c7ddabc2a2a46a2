package org.bilayer.mybatis.internal.check;

import java.util.List;

/** Lists of objects that are compared by identity. */
final class Identity {

  private Identity() {}

  @SuppressWarnings("ReferenceEquality") // the very object
  static <E> void remove(List<E> left, E found) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) == found) {
        left.remove(i);
        return;
      }
    }
  }
}
