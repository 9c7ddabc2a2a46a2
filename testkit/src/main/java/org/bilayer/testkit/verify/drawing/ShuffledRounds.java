package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Some things in a random order, all of them before one comes again. One thread. */
final class ShuffledRounds<E> {

  private final List<E> all;
  private final List<E> left = new ArrayList<>();

  ShuffledRounds(List<E> all) {
    this.all = List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  E next(Random random) {
    if (left.isEmpty()) {
      left.addAll(all);
      Collections.shuffle(left, random);
    }
    return left.remove(left.size() - 1);
  }
}
