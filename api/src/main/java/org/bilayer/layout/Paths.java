package org.bilayer.layout;

import java.util.ArrayList;
import java.util.List;

/** Paths of constants, from an owner down to an attribute; compared constant by constant, by identity. */
final class Paths {

  private Paths() {}

  static List<Object> joined(List<Object> above, List<Object> below) {
    var path = new ArrayList<>(above);
    path.addAll(below);
    return List.copyOf(path);
  }

  static boolean same(List<Object> one, List<Object> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!identical(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // a declared constant is itself and nothing else
  private static boolean identical(Object one, Object other) {
    return one == other;
  }
}
