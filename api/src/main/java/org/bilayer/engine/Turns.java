package org.bilayer.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Gives a unit of work with many failed tries precedence over other units of the same layer. Thread-safe. */
final class Turns {

  /*
   * Optimistic units have no queue. The first commit wins, and a unit that takes longer than the others may lose
   * every time. A unit with many failed tries (an "elder") takes the turn until it ends. One elder at a time has the
   * turn. Units that have lost a try wait for the turn before the next try. Units in their first try do not wait. The
   * number of rivals of the elder falls, because every unit that loses a try begins to wait.
   *
   * An elder that has used half of its default tries makes units in their first try wait, too. Without this rule,
   * units of a tenth of a millisecond used up forty tries about once in a million units on H2. With this rule, the
   * maximum in a minute was 22 tries.
   *
   * A waiting thread holds no resource: its unit has failed, and the connection was returned. The wait is limited
   * nevertheless, because the work of the elder may itself wait for another thread of the application.
   *
   * The queue belongs to this layer. Units of other processes are not ordered.
   */
  private static final long WAIT_MILLIS_MAX = 100;

  private final long waitMillisMax;

  private final Semaphore turn = new Semaphore(1, true);

  /** Whether units in their first try wait, too, because the unit with the turn has lost many tries. */
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
   * @return whether the caller has the turn and must call {@link #leave}; otherwise the caller continues without the
   *     turn
   */
  boolean enter() {
    try {
      return turn.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes units in their first try wait, too. Called by the unit that has the turn. */
  void urge() {
    isUrgent = true;
  }

  /** Called before a first try. Waits while a unit that may soon give up has the turn. */
  void letUrgentPass() {
    if (isUrgent) {
      letPass();
    }
  }

  /** Passes the turn to the next waiting unit. */
  void leave() {
    isUrgent = false;
    turn.release();
  }

  /** Waits while another unit has the turn. */
  void letPass() {
    if (turn.availablePermits() == 0 && enter()) {
      leave();
    }
  }
}
