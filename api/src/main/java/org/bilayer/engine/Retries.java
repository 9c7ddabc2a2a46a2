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
   * Conflicts are counted, because a conflict is found in milliseconds. If the store cannot be reached or a lock is
   * not available, the time of the tries is added up: a dead connection of a pool costs a millisecond, but a server
   * that does not answer costs the maximum wait of the pool (decision 0033).
   *
   * The pause after a conflict is a random time up to a maximum that doubles ("full jitter": M. Brooker, "Exponential
   * Backoff And Jitter", AWS Architecture Blog, 2015). The randomness is more important than the length, because two
   * units with equal pauses would collide again. The maximum stays low for the first half of the tries. With a high
   * maximum, a unit that has lost some tries sleeps while other threads complete dozens of units (the capture effect
   * of Ethernet).
   */
  private static final int CONFLICTS_WITH_SHORT_PAUSES = 20;
  private static final long CONFLICT_FIRST_NANOS = 5_000_000;

  /**
   * The maximum of the first pause, in durations of the failed try. A fixed pause of milliseconds would let other
   * threads complete dozens of short units.
   */
  private static final int TRIES_PER_PAUSE = 4;

  private static final long CONFLICT_LEAST_NANOS = 100_000;
  private static final long CONFLICT_SHORT_NANOS_MAX = 40_000_000;
  private static final long CONFLICT_LONG_NANOS_MAX = 500_000_000;

  /**
   * After this number of conflicts, a unit has precedence over units of this layer with fewer conflicts; see
   * {@link Turns}.
   */
  private static final int ELDER_CONFLICTS = 6;

  private static final long UNAVAILABLE_FIRST_NANOS = 50_000_000;
  private static final long UNAVAILABLE_NANOS_MAX = 1_000_000_000;

  /**
   * More than the usual size of a pool. A pool that returns more dead connections is broken, and must not be called
   * without a pause.
   */
  private static final int DEAD_CONNECTIONS_AT_ONCE = 200;

  /** The limit of lost time for a unit without a {@code timeout}. */
  static final long LOST_NANOS_MAX = 10_000_000_000L;

  /** Returned instead of a pause if there is no other try. */
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

  /** The number of failed tries. */
  int tries() {
    return tries;
  }

  /** Whether the unit has had at least one conflict. */
  boolean isBehind() {
    return conflicts > 0;
  }

  /** Whether the unit has had so many conflicts that it has precedence. */
  boolean isElder() {
    return conflicts >= ELDER_CONFLICTS;
  }

  /** Whether the unit has used half of its default tries. */
  boolean isUrgent() {
    return conflicts >= CONFLICTS_WITH_SHORT_PAUSES;
  }

  /** The reason of the end of a unit: the failure itself, or the first failure, which the work has caught. */
  static Throwable reason(DataException failure) {
    Throwable reason = failure;
    while (reason instanceof UnitOfWorkFailedException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  /**
   * Records a failed try.
   *
   * @param tookNanos the time from the beginning of the try to its failure
   * @param nowNanos the present time, on the same clock as the deadline
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
   * @return false if the thread was interrupted; the interrupt flag stays set
   */
  static boolean sleep(long nanos) {
    // Thread.sleep would extend every shorter pause to a millisecond.
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
    return !Thread.currentThread().isInterrupted();
  }
}
