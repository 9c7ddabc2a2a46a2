package org.bilayer.engine;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.bilayer.UnitOptions;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnitOfWorkFailedException;

/** Decides after each failed try of one unit of work whether there is another try, and after which pause. */
final class Retries {

  /*
   * Conflicts are counted, because a conflict is found in milliseconds. Tries that end because the store cannot be reached or a
   * lock is not given are measured: a dead connection of a pool costs a millisecond, a server that does not answer costs
   * the pool's whole wait (decision 0033).
   *
   * Pauses after conflicts are random times up to a ceiling that doubles ("full jitter"). The randomness matters more than the
   * length, since units that collided once would otherwise collide again in step: M. Brooker, "Exponential Backoff And
   * Jitter", AWS Architecture Blog, 2015. The ceiling stays low for the first half of the tries: with a high one, units that win
   * at once do dozens of units while one that lost some tries sleeps, as stations on an Ethernet that capture the wire.
   */
  private static final int CONFLICTS_WITH_SHORT_PAUSES = 20;
  private static final long CONFLICT_FIRST_NANOS = 5_000_000;

  /** The first pause is measured by what a try takes: one of milliseconds lets others do dozens of short units. */
  private static final int TRIES_PER_PAUSE = 4;

  private static final long CONFLICT_LEAST_NANOS = 100_000;
  private static final long CONFLICT_SHORT_NANOS_MAX = 40_000_000;
  private static final long CONFLICT_LONG_NANOS_MAX = 500_000_000;

  /** From this many lost tries on, a unit takes its turn before units of this layer that lost fewer; see {@link Turns}. */
  private static final int ELDER_CONFLICTS = 6;

  private static final long UNAVAILABLE_FIRST_NANOS = 50_000_000;
  private static final long UNAVAILABLE_NANOS_MAX = 1_000_000_000;

  /** More than pools hold. A pool that lends dead connections beyond that is broken, and must not be asked without a pause. */
  private static final int DEAD_CONNECTIONS_AT_ONCE = 200;

  /** How long a unit without a time limit of its own may lose with tries that had to wait. */
  static final long LOST_NANOS_MAX = 10_000_000_000L;

  /** In place of a pause: there is no other try. */
  static final long NEVER = -1;

  private final UnitOptions unit;
  private final Optional<Long> deadlineNanos;
  private int tries;
  private int conflicts;
  private int deadConnections;
  private int refusals;
  private long lostNanos;

  Retries(UnitOptions unit, Optional<Long> deadlineNanos) {
    this.unit = unit;
    this.deadlineNanos = deadlineNanos;
  }

  /** How many tries have failed. */
  int tries() {
    return tries;
  }

  /** Whether the unit has lost to others at least once. */
  boolean isBehind() {
    return conflicts > 0;
  }

  /** Whether the unit has lost so often that it goes before others. */
  boolean isElder() {
    return conflicts >= ELDER_CONFLICTS;
  }

  /** Whether the unit has lost half of the tries it has by default. */
  boolean isUrgent() {
    return conflicts >= CONFLICTS_WITH_SHORT_PAUSES;
  }

  /** What ended a unit: the failure itself, or the one that the work kept to itself. */
  static Throwable reason(DataException failure) {
    Throwable reason = failure;
    while (reason instanceof UnitOfWorkFailedException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  /**
   * Takes in a failed try.
   *
   * @param tookNanos from the beginning of the try to its failure
   * @param nowNanos the clock that the deadline is told in
   * @return the nanoseconds to wait before the next try, or {@link #NEVER}
   */
  long pauseAfter(DataException failure, long tookNanos, long nowNanos) {
    tries++;
    Throwable reason = reason(failure);
    boolean isConflict = reason instanceof ConflictException;
    conflicts += isConflict ? 1 : 0;
    if (!failure.isRetryable() || (unit.limitsAllTries() ? tries : conflicts) >= unit.maxTries()) {
      return NEVER;
    }
    long pause = reason instanceof UnavailableException unavailable
        ? pauseForStore(unavailable)
        : pauseForOthers(tookNanos);
    if (!isConflict || reason instanceof LockTimeoutException) {
      lostNanos += tookNanos + pause;
      if (unit.timeout().isEmpty() && lostNanos >= LOST_NANOS_MAX) {
        return NEVER;
      }
    }
    return deadlineNanos.isPresent() && deadlineNanos.get() - nowNanos <= pause ? NEVER : pause;
  }

  private long pauseForStore(UnavailableException failure) {
    if (failure.isDeadConnection() && ++deadConnections <= DEAD_CONNECTIONS_AT_ONCE) {
      return 0;
    }
    long ceiling = ceiling(UNAVAILABLE_FIRST_NANOS, refusals++, UNAVAILABLE_NANOS_MAX);
    return ceiling / 2 + random(ceiling / 2);
  }

  private long pauseForOthers(long tookNanos) {
    long first =
        Math.max(CONFLICT_LEAST_NANOS, Math.min(CONFLICT_FIRST_NANOS, TRIES_PER_PAUSE * tookNanos));
    if (conflicts > CONFLICTS_WITH_SHORT_PAUSES) {
      return random(ceiling(
          CONFLICT_SHORT_NANOS_MAX,
          conflicts - CONFLICTS_WITH_SHORT_PAUSES,
          CONFLICT_LONG_NANOS_MAX));
    }
    return random(isElder() ? first : ceiling(first, conflicts - 1, CONFLICT_SHORT_NANOS_MAX));
  }

  private static long ceiling(long first, int doublings, long most) {
    return Math.min(most, first << Math.min(Math.max(doublings, 0), 20));
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  /**
   * Waits.
   *
   * @return false if the thread was interrupted, whose flag is kept
   */
  static boolean sleep(long nanos) {
    // Thread.sleep would make a millisecond of every shorter pause.
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
    return !Thread.currentThread().isInterrupted();
  }
}
