package org.bilayer.docs.bank.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.docs.bank.domain.Money;
import org.bilayer.docs.bank.domain.RefusedException;
import org.bilayer.docs.bank.usecase.Teller;
import org.bilayer.failure.ConstraintViolationException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.InvalidValueException;

/** Applies a ledger to a bank with several threads. */
public final class LedgerRun {

  /** A line that was not done, and why. */
  public record Refusal(int number, String text, String reason) {

    @Override
    public String toString() {
      return "line " + number + ": " + reason;
    }
  }

  /**
   * What came of a run. Immutable.
   *
   * @param lines how many lines were worked on
   * @param refusals the lines the bank refused, by number
   * @param failures the lines that the data layer could not do for a reason other than their content, by number
   * @param inflow what entered the bank by the lines that were done, less what left it, by currency
   */
  public record Outcome(
      Duration time,
      int lines,
      List<Refusal> refusals,
      List<Refusal> failures,
      SortedMap<String, Money> inflow) {

    /** Copies the collections. */
    public Outcome {
      refusals = List.copyOf(refusals);
      failures = List.copyOf(failures);
      inflow = Collections.unmodifiableSortedMap(new TreeMap<>(inflow));
    }

    /** Lines per second. */
    public long linesPerSecond() {
      return Math.round(lines / Math.max(1e-9, time.toNanos() / 1e9));
    }
  }

  /** Told from time to time how far a run is. */
  @FunctionalInterface
  public interface Progress {

    /** So many lines are done. */
    void at(int done);
  }

  /** After so many failures that are not the lines' own, the rest would fail as well. */
  private static final int FAILURES_MAX = 20;

  private static final long PROGRESS_EVERY_MILLIS = 200;

  private final Teller teller;
  private final Progress progress;
  private final AtomicInteger done = new AtomicInteger();
  private final Collection<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Collection<Refusal> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<String, Money> inflow = new ConcurrentSkipListMap<>();

  private LedgerRun(Teller teller, Progress progress) {
    this.teller = teller;
    this.progress = progress;
  }

  /**
   * Applies a ledger, section by section, and returns when all of it is done.
   *
   * @throws InterruptedException if the calling thread is interrupted; the threads are told to stop
   */
  public static Outcome apply(Ledger ledger, Teller teller, int threads, Progress progress)
      throws InterruptedException {
    var run = new LedgerRun(teller, progress);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    try {
      for (List<LedgerLine> section : ledger.sections()) {
        run.apply(section, threads, executor);
      }
    } finally {
      executor.shutdownNow();
    }
    var time = Duration.ofNanos(System.nanoTime() - start);
    progress.at(run.done.get());
    return new Outcome(
        time, run.done.get(), sorted(run.refusals), sorted(run.failures), run.inflow);
  }

  private static List<Refusal> sorted(Collection<Refusal> refusals) {
    return refusals.stream()
        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
        .toList();
  }

  private void apply(List<LedgerLine> section, int threads, ExecutorService executor)
      throws InterruptedException {
    var next = new AtomicInteger();
    var workers = new ArrayList<Future<?>>();
    for (int i = 0; i < threads; i++) {
      workers.add(executor.submit(() -> {
        int index;
        while ((index = next.getAndIncrement()) < section.size()
            && failures.size() < FAILURES_MAX) {
          apply(section.get(index));
          done.incrementAndGet();
        }
      }));
    }
    for (Future<?> worker : workers) {
      await(worker);
    }
  }

  private void await(Future<?> worker) throws InterruptedException {
    while (true) {
      try {
        worker.get(PROGRESS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        progress.at(done.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A thread of the run ended by an error.", e.getCause());
      }
    }
  }

  private void apply(LedgerLine line) {
    if (line instanceof LedgerLine.Order order) {
      apply(order);
    } else if (line instanceof LedgerLine.Malformed malformed) {
      refusals.add(new Refusal(malformed.number(), malformed.text(), malformed.reason()));
    }
  }

  private void apply(LedgerLine.Order order) {
    try {
      order.operation().applyTo(teller);
    } catch (RefusedException | InvalidValueException | ConstraintViolationException e) {
      refusals.add(refusal(order, e));
      return;
    } catch (DataException e) {
      failures.add(refusal(order, e));
      return;
    }
    order
        .operation()
        .inflow()
        .ifPresent(money -> inflow.merge(money.currency().getCurrencyCode(), money, Money::plus));
  }

  private static Refusal refusal(LedgerLine.Order order, Exception e) {
    return new Refusal(order.number(), order.text(), String.valueOf(e.getMessage()));
  }
}
