package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;

/** Lists that differ from another in one place. */
final class Sublists {

  private Sublists() {}

  /** A list with fewer elements: without the first or second half, then without each one. */
  static <E> List<List<E>> without(List<E> list) {
    var less = new ArrayList<List<E>>();
    if (list.size() > 3) {
      less.add(List.copyOf(list.subList(list.size() / 2, list.size())));
      less.add(List.copyOf(list.subList(0, list.size() / 2)));
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      var copy = new ArrayList<>(list);
      copy.remove(i);
      less.add(copy);
    }
    return less;
  }

  /** The list with another element at an index. */
  static <E> List<E> replaced(List<E> list, int index, E next) {
    var copy = new ArrayList<>(list);
    copy.set(index, next);
    return copy;
  }
}
