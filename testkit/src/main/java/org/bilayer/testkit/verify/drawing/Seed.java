package org.bilayer.testkit.verify.drawing;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What makes a generated check repeatable: that of the system property {@code bilayer.seed}, or the seed that the check names, or that
 * of the property {@code bilayer.seed.default}, or a new one each time.
 */
public record Seed(long value) {

  private static final String PROPERTY = "bilayer.seed";

  /** For builds that must be repeatable. */
  private static final String DEFAULT = "bilayer.seed.default";

  public static Seed next(Optional<Long> fixed) {
    Long given = Long.getLong(PROPERTY);
    if (given != null) {
      return new Seed(given);
    }
    Optional<Long> named = fixed.or(() -> Optional.ofNullable(Long.getLong(DEFAULT)));
    return new Seed(
        named.orElseGet(() -> (long) ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)));
  }

  /** The seed of the i-th history: neighbours have nothing in common. */
  public long of(long i) {
    long mixed = (value + i * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 32;
    mixed *= 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 29);
  }

  @Override
  public String toString() {
    return "-D" + PROPERTY + "=" + value;
  }
}
