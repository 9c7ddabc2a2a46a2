package org.bilayer.contracts;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The seed of the random values of one test: a new seed, or that of the system property {@code bilayer.seed}. */
record TestSeed(long value) {

  private static final String PROPERTY = "bilayer.seed";

  static TestSeed next() {
    Long given = Long.getLong(PROPERTY);
    return new TestSeed(given == null ? ThreadLocalRandom.current().nextLong() : given);
  }

  Random random() {
    return new Random(value);
  }

  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value;
  }
}
