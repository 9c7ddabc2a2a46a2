package org.bilayer.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bilayer.benchmarks.contender.Contender;

/** Times turns: one contender at one workload for a moment, with the outcome checked. */
final class Clock {

  private static volatile LongSupplier clock = System::nanoTime;

  private Clock() {}

  /**
   * Counts from now on what this thread has of a processor, which other programs on a busy machine change less than the time
   * that passes. Wrong for a database in another process.
   */
  static void countProcessorTime() {
    clock = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
  }

  /**
   * One turn.
   *
   * @param job fresh; used up by this
   * @return nanoseconds per operation, the mean of the turn
   * @throws IllegalStateException if the store does not hold afterwards what it must
   */
  static double turn(Contender contender, Job job, Duration length) {
    LongSupplier now = clock;
    Totals before = job.stage.totals();
    long nanos = 0;
    int operations = 0;
    try {
      do {
        job.prepare();
        long start = now.getAsLong();
        for (int i = 0; i < job.perReading(); i++) {
          job.once(contender);
        }
        nanos += now.getAsLong() - start;
        operations += job.perReading();
      } while (nanos < length.toNanos() && operations < job.most());
      Totals expected = job.after(before, operations);
      Totals found = job.stage.totals();
      if (!found.equals(expected)) {
        throw new IllegalStateException(contender.name() + " left " + found + " instead of "
            + expected + " after " + operations + " operations");
      }
    } finally {
      job.tidy();
    }
    return (double) nanos / operations;
  }
}
