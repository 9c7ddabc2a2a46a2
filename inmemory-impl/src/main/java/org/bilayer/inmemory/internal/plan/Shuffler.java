package org.bilayer.inmemory.internal.plan;

import java.util.List;

/** What a session varies on purpose, drawn from a seed. One thread at a time. */
public final class Shuffler {
  /*
   * Where SQL promises no order, a fixed one would be relied upon sooner or later, and the database's is another. So no
   * order is kept: the result is shuffled by Fisher and Yates [1], linear and cheap beside the making of the result.
   *
   * Each session draws from a state of its own, made from the store's seed and the number of the session: threads that
   * share a store do not disturb each other's draws, and one thread repeats its own. The generator is SplitMix64 [2],
   * written out because a session is too short for an object of java.util; that some numbers come up more often by one
   * part in 2^32 does not matter here.
   *
   * [1] D. E. Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P.
   * [2] G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
   */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** For the n-th session of a store. */
  public Shuffler(long seed, long session) {
    this.state = mixed(seed) + mixed(session * GOLDEN_GAMMA);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mixed(state);
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number from 0 to below a positive bound. */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number from 0 to below a positive bound. */
  public long below(long bound) {
    return (next() >>> 1) % bound;
  }

  public <E> void shuffle(List<E> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      list.set(i, list.set(below(i + 1), list.get(i)));
    }
  }
}
