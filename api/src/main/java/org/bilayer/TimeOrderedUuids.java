package org.bilayer;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A source of UUIDs that sort by the time they were made, in the order of this library's columns: version 7 of RFC 9562.
 * Good ids for aggregates: known before the insert, unique without a round trip, and neighbours in the index.
 *
 * <p>Within one source every UUID is greater than the one before, also when the clock stands still or goes back: then
 * the last timestamp is kept and a counter in the next 42 bits is raised (RFC 9562, section 6.2, method 2); the
 * remaining 32 bits are random.
 *
 * <p>Thread-safe.
 */
public final class TimeOrderedUuids {

  private static final long COUNTER_MAX = (1L << 42) - 1;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis;
  private long counter;

  private TimeOrderedUuids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A source on the system clock and a secure random. */
  public static TimeOrderedUuids create() {
    return of(InstantSource.system(), new SecureRandom());
  }

  /** A source on a given clock and random, for tests that want the same ids again. */
  public static TimeOrderedUuids of(InstantSource clock, RandomGenerator random) {
    return new TimeOrderedUuids(clock, random);
  }

  /** The next UUID. */
  public synchronized UUID next() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      // Half of the counter's range is left for the same millisecond.
      counter = random.nextLong() & (COUNTER_MAX >>> 1);
    } else if (counter < COUNTER_MAX) {
      counter++;
    } else {
      millis++;
      counter = 0;
    }
    long high = (millis << 16) | 0x7000L | (counter >>> 30);
    long low = 0x8000_0000_0000_0000L
        | ((counter & 0x3FFF_FFFFL) << 32)
        | (random.nextLong() & 0xFFFF_FFFFL);
    return new UUID(high, low);
  }
}
