package org.bilayer.benchmarks;

import org.bilayer.benchmarks.contender.Contender;

/**
 * A workload on a stage, operation by operation. What {@link #once} needs is made ready in {@link #prepare}, which is not
 * timed. One thread.
 */
abstract class Job {

  final Stage stage;

  Job(Stage stage) {
    this.stage = stage;
  }

  /** How many operations one reading of the clock covers. */
  int perReading() {
    return 1;
  }

  /** How many operations a turn may have; bounds what grows with them. */
  int most() {
    return Integer.MAX_VALUE;
  }

  /** Makes ready for the next operation. */
  void prepare() {}

  /** One operation: what is timed. */
  abstract void once(Contender contender);

  /** What must be stored after so many operations. */
  Totals after(Totals before, int operations) {
    return before;
  }

  /** Removes what was added; tells whether there was any. */
  boolean tidy() {
    return false;
  }
}
