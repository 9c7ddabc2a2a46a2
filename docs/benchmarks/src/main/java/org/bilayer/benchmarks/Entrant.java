package org.bilayer.benchmarks;

import java.time.Duration;
import org.bilayer.benchmarks.contender.Contender;

/** A contender with the stage it works on, and what must be stored there. One thread. */
final class Entrant {

  private final String name;
  private final Contender contender;
  private final Stage stage;
  private Totals expected;

  Entrant(String name, Contender contender, Stage stage) {
    this.name = name;
    this.contender = contender;
    this.stage = stage;
    this.expected = stage.totals();
  }

  Entrant(Contender contender, Stage stage) {
    this(contender.name(), contender, stage);
  }

  String name() {
    return name;
  }

  Stage stage() {
    return stage;
  }

  /** Looks at the stage: others may have worked on it. */
  void look() {
    expected = stage.totals();
  }

  /**
   * One turn.
   *
   * @param thorough whether to compare what is stored with what must be
   * @return nanoseconds per operation, the mean of the turn
   * @throws IllegalStateException if the store does not hold afterwards what it must
   */
  double turn(Workload workload, long seed, Duration length, boolean thorough) {
    Job job = workload.on(stage, seed);
    Clock.Reading reading = Clock.run(contender, job, length);
    Totals before = expected;
    expected = job.after(before, reading.operations());
    if (thorough) {
      Totals found = stage.totals();
      if (!found.equals(expected)) {
        throw new IllegalStateException(name + " left " + found + " instead of " + expected
            + " after " + reading.operations() + " times " + workload);
      }
    }
    if (job.tidy()) {
      expected = before;
    }
    return reading.nanosEach();
  }
}
