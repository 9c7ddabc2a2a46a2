package org.bilayer.contracts.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that run units of work at the same time. One thread at a time; close it to end them. */
final class UnitThreads implements AutoCloseable {

  /** What a thread does. */
  @FunctionalInterface
  interface Job<T> extends Callable<T> {}

  private final ExecutorService threads;

  UnitThreads(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /**
   * Does all of them at the same time, if there are as many threads.
   *
   * @return what they returned, in their order
   * @throws Exception what one of them threw, if one did; all are over then
   */
  <T> List<T> all(List<? extends Job<T>> jobs) throws Exception {
    var futures = new ArrayList<Future<T>>();
    jobs.forEach(job -> futures.add(threads.submit(job)));
    var results = new ArrayList<T>();
    Exception first = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        Exception failure = e.getCause() instanceof Exception cause
            ? cause
            : new IllegalStateException(e.getCause());
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
