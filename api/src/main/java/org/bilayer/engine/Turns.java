package org.bilayer.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a unit of work that has lost many tries go before the units of the same layer that have lost fewer. Thread-safe.
 */
final class Turns {

  /*
   * Optimistic units have no queue: whoever commits first wins, and a unit that is longer than the others loses to them again and
   * again. One elder at a time holds the turn until it is done. Units that lost a try wait for it before their next one; units in
   * their first try do not, so an elder meets ever fewer rivals: those that lose to it, or to each other, join the wait.
   *
   * An elder that has lost half of its default tries makes units in their first try wait as well. Without that, units of a tenth of
   * a millisecond used up forty tries about once in a million on H2; with it, the most tries in a minute were 22.
   *
   * Whoever waits here holds nothing: its unit has failed and its connection is back. The wait is bounded all the same, because
   * the elder's work may itself wait for another thread of the application.
   *
   * The queue is this layer's own. Against other processes, chance decides, as before.
   */
  private static final long WAIT_MILLIS_MAX = 100;

  private final long waitMillisMax;

  private final Semaphore turn = new Semaphore(1, true);

  /** Whether the one that has the turn has lost so often that units in their first try wait, too. */
  private volatile boolean isUrgent;

  Turns() {
    this(WAIT_MILLIS_MAX);
  }

  Turns(long waitMillisMax) {
    this.waitMillisMax = waitMillisMax;
  }

  /**
   * Waits for the turn.
   *
   * @return whether the caller has the turn now, and has to {@link #leave}; if not, it goes on without it
   */
  boolean enter() {
    try {
      return turn.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Called by the one that has the turn: units in their first try wait from now on, too. */
  void urge() {
    isUrgent = true;
  }

  /** Waits, in a first try, while one that may soon give up has the turn. */
  void letUrgentPass() {
    if (isUrgent) {
      letPass();
    }
  }

  /** Gives the turn to the next. */
  void leave() {
    isUrgent = false;
    turn.release();
  }

  /** Waits while an elder has the turn. */
  void letPass() {
    if (turn.availablePermits() == 0 && enter()) {
      leave();
    }
  }
}
