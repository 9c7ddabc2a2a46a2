package org.bilayer.contracts;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The seed of the random values of one test: that of the system property {@code bilayer.seed}, or that of {@code
 * bilayer.seed.default}, by which the ordinary build repeats itself, or a new one. A test prints it.
 */
public record TestSeed(long value) {

  private static final String PROPERTY = "bilayer.seed";
  private static final String DEFAULT = "bilayer.seed.default";

  public static TestSeed next() {
    Long given = Long.getLong(PROPERTY, Long.getLong(DEFAULT));
    return new TestSeed(given == null ? ThreadLocalRandom.current().nextLong() : given);
  }

  public Random random() {
    return new Random(value);
  }

  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value;
  }
}
