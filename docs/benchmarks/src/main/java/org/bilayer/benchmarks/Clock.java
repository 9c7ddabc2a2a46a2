package org.bilayer.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bilayer.benchmarks.contender.Contender;

/** Times one contender at one workload for a moment. */
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

  /** So many operations took so long. */
  record Reading(int operations, long nanos) {

    double nanosEach() {
      return (double) nanos / operations;
    }
  }

  /** Runs a job for a moment. */
  static Reading run(Contender contender, Job job, Duration length) {
    LongSupplier now = clock;
    long nanos = 0;
    int operations = 0;
    do {
      job.prepare();
      long start = now.getAsLong();
      for (int i = 0; i < job.perReading(); i++) {
        job.once(contender);
      }
      nanos += now.getAsLong() - start;
      operations += job.perReading();
    } while (nanos < length.toNanos() && operations < job.most());
    return new Reading(operations, nanos);
  }
}
