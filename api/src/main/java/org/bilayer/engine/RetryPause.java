package org.bilayer.engine;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnitOfWorkFailedException;

/** The wait before a unit of work is run again. */
final class RetryPause {

  /*
   * Exponential backoff with full jitter: a random time up to a ceiling that doubles with each try. The randomness
   * matters more than the length, since units that collided once would otherwise collide again in step. Full jitter is
   * the variant that finished with the fewest calls in M. Brooker, "Exponential Backoff And Jitter", AWS Architecture
   * Blog, 2015. A store that cannot be reached gets ten times longer pauses.
   */
  private static final long FIRST_NANOS = 5_000_000;

  private static final long MOST_NANOS = 500_000_000;
  private static final long UNAVAILABLE_FACTOR = 10;

  private RetryPause() {}

  /** What ended a unit: the failure itself, or the one that the work kept to itself. */
  static Throwable reason(DataException failure) {
    Throwable kept = failure instanceof UnitOfWorkFailedException ? failure.getCause() : null;
    return kept == null ? failure : kept;
  }

  /**
   * Waits after a failed try.
   *
   * @param tries how many tries there were, at least 1
   * @return false if there is no time left, or the thread was interrupted, whose flag is kept
   */
  static boolean await(DataException failure, int tries, Optional<Long> deadlineNanos) {
    long ceiling = Math.min(MOST_NANOS, FIRST_NANOS << Math.min(tries - 1, 20));
    if (reason(failure) instanceof UnavailableException) {
      ceiling *= UNAVAILABLE_FACTOR;
    }
    long pause = ThreadLocalRandom.current().nextLong(ceiling);
    if (deadlineNanos.isPresent() && deadlineNanos.get() - System.nanoTime() <= pause) {
      return false;
    }
    try {
      Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
