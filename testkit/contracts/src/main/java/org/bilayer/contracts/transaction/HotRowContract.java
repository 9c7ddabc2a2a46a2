package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.transaction.SharedItems.ITEMS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bilayer.DataLayer;
import org.junit.jupiter.api.Test;

/**
 * Sixteen threads that add to one aggregate through {@link DataLayer#run}, with the default options: nothing is lost,
 * and every unit gets its turn before its tries are used up.
 */
public abstract class HotRowContract extends ConcurrencyContract {

  private static final int THREADS = 16;

  @Test
  void run_manyThreadsAddToOneAggregate_losesNothingAndStarvesNobody() throws Exception {
    int each = size(25, 500);
    long start = System.nanoTime();
    List<Integer> tries;
    int sum;
    try (LayerUnderTest tested = open();
        var threads = new UnitThreads(THREADS)) {
      SharedItems.reset(tested.data(), Map.of(1, 0));
      UnitThreads.Job<List<Integer>> job = () -> increments(tested.data(), each);
      tries = threads.all(Collections.nCopies(THREADS, job)).stream()
          .flatMap(List::stream)
          .sorted()
          .toList();
      sum = SharedItems.items(tested.data()).getOrDefault(1, 0);
    }
    assertThat(sum).isEqualTo(THREADS * each);
    assertThat(tries).hasSize(THREADS * each);
    figure(
        "hot row",
        subject(),
        "%d threads x %d: sum %,d; tries p50 %d, p99 %d, most %d; %,d ms",
        THREADS,
        each,
        sum,
        tries.get(tries.size() / 2),
        tries.get(tries.size() * 99 / 100),
        tries.get(tries.size() - 1),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /* How many tries each one took. */
  private static List<Integer> increments(DataLayer data, int count) {
    var tries = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      int[] runs = new int[1];
      data.run(work -> {
        runs[0]++;
        work.repository(ITEMS).change(1, item -> item.with(item.value() + 1));
      });
      tries.add(runs[0]);
    }
    return tries;
  }
}
