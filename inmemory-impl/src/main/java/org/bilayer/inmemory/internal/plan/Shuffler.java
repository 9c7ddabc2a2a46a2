package org.bilayer.inmemory.internal.plan;

import java.util.List;

/** The random choices of a session, drawn from a seed. One thread at a time. */
public final class Shuffler {
  /*
   * SQL promises no order for a query without ORDER BY. If memory returned a fixed order, code would begin to depend
   * on this order and fail on a database. Therefore the result is shuffled by the algorithm of Fisher and Yates [1],
   * in linear time.
   *
   * Each session has its own state, computed from the seed of the store and the number of the session. Threads that
   * share a store do not affect each other's draws, and the draws of one thread are repeatable. The generator is
   * SplitMix64 [2]. It is implemented here, because an object of java.util costs too much for a short session. Some
   * numbers are more frequent by one part in 2^32, which is acceptable.
   *
   * [1] D. E. Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P.
   * [2] G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
   */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Creates the shuffler of the n-th session of a store. */
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
