package org.bilayer.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bilayer.benchmarks.Match.Pace;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.contender.Contender;

/** How much more two threads do than one, each on its half of the rows. */
final class TwoThreads {

  private final LayerStage stage;
  private final Workload workload;
  private final Pace pace;

  TwoThreads(LayerStage stage, Workload workload, Pace pace) {
    this.stage = stage;
    this.workload = workload;
    this.pace = pace;
  }

  /** Half of a stage's items. */
  private record Half(Stage whole, int which) implements Stage {

    @Override
    public long items() {
      return whole.items() / 2;
    }

    @Override
    public long firstItem() {
      return 1 + which * items();
    }

    @Override
    public long orders() {
      return whole.orders();
    }

    @Override
    public int categories() {
      return whole.categories();
    }

    @Override
    public Totals totals() {
      return whole.totals();
    }

    @Override
    public void removeAddedItems() {
      whole.removeAddedItems();
    }

    @Override
    public void removeAddedOrders() {
      whole.removeAddedOrders();
    }
  }

  void play() throws InterruptedException {
    // The layer belongs to the stage and is closed with it.
    Contender contender = new BilayerContender("Bilayer", stage.data());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    var gains = new ArrayList<Double>();
    try {
      for (int round = -2; round < pace.rounds(); round++) {
        double one = perSecond(contender, threads, 1, round);
        double two = perSecond(contender, threads, 2, round);
        if (round >= 0) {
          gains.add(two / one);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A thread failed", e);
    } finally {
      threads.shutdown();
    }
    Results.tell("threads/" + workload + "/Bilayer/gain", Turns.Spread.of(gains));
  }

  private double perSecond(Contender contender, ExecutorService threads, int count, int round)
      throws InterruptedException, ExecutionException {
    Totals before = stage.totals();
    var start = new CyclicBarrier(count);
    var running = new ArrayList<Future<Clock.Reading>>();
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Job job = workload.on(new Half(stage, i), 7L * round + i);
      jobs.add(job);
      running.add(threads.submit(() -> {
        start.await();
        return Clock.run(contender, job, pace.turn());
      }));
    }
    double perSecond = 0;
    Totals expected = before;
    for (int i = 0; i < count; i++) {
      Clock.Reading reading = running.get(i).get();
      perSecond += 1e9 / reading.nanosEach();
      expected = jobs.get(i).after(expected, reading.operations());
    }
    if (!stage.totals().equals(expected)) {
      throw new IllegalStateException("Two threads lost changes");
    }
    return perSecond;
  }
}
