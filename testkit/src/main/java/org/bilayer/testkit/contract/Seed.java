package org.bilayer.testkit.contract;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What makes a random test repeatable: a new one for each test, or the one of the system property {@code bilayer.seed}.
 */
record Seed(long value) {

  private static final String PROPERTY = "bilayer.seed";

  static Seed next() {
    Long given = Long.getLong(PROPERTY);
    return new Seed(given == null ? ThreadLocalRandom.current().nextLong() : given);
  }

  Random random() {
    return new Random(value);
  }

  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value;
  }
}
