package org.bilayer.inmemory.internal;

import java.util.List;
import java.util.SplittableRandom;

/** What a session varies on purpose, drawn from a seed. One thread at a time. */
final class Shuffler {
  /*
   * Where SQL promises no order, a fixed one would be relied upon sooner or later, and the database's is another. So no
   * order is kept: the result is shuffled by Fisher and Yates [1], linear and cheap beside the making of the result.
   *
   * Each session draws from a seed of its own, made from the store's and the number of the session: threads that share
   * a store do not disturb each other's draws, and one thread repeats its own.
   *
   * [1] D. E. Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P.
   */
  private final SplittableRandom random;

  Shuffler(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The seed of the n-th session of a store. */
  static long seedOf(long storeSeed, long session) {
    return new SplittableRandom(storeSeed + session * 0x9E3779B97F4A7C15L).nextLong();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long below(long bound) {
    return random.nextLong(bound);
  }

  void shuffle(List<?> list) {
    shuffleTyped(list);
  }

  private <E> void shuffleTyped(List<E> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      list.set(i, list.set(random.nextInt(i + 1), list.get(i)));
    }
  }
}
