package org.bilayer;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A source of UUIDs that sort by creation time, in the order of this library's columns: version 7 of RFC 9562.
 * Such UUIDs are good ids for aggregates: an application knows them before the insert, needs no round trip to
 * make them unique, and inserts neighbours in the index.
 *
 * <p>Within one source, every UUID is greater than the UUID before, also if the clock stands still or goes
 * back. In this case the source keeps the last timestamp and raises a counter in the next 42 bits (RFC 9562,
 * section 6.2, method 2). The remaining 32 bits are random.
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

  /** Creates a source with the system clock and a secure random generator. */
  public static TimeOrderedUuids create() {
    return of(InstantSource.system(), new SecureRandom());
  }

  /** Creates a source with a given clock and random generator, for tests that need reproducible ids. */
  public static TimeOrderedUuids of(InstantSource clock, RandomGenerator random) {
    return new TimeOrderedUuids(clock, random);
  }

  /** Returns the next UUID. */
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
