package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.transaction.SharedItems.JOURNALS;

import com.google.common.collect.Multiset;
import com.google.common.collect.TreeMultiset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.transaction.SharedItems.Journal;
import org.bilayer.failure.DataException;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Units on six threads that read and extend four journals at the same time: what they saw and what the journals are at the
 * end gives the graph of their dependencies, which has no anomaly that the level forbids.
 */
public abstract class AppendContract extends ConcurrencyContract {

  private static final int THREADS = 6;
  private static final int SLOTS = 4;
  private static final int ENTRIES_MAX = 200;
  private static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  /** Entries are unique in a run; journals come and go. */
  private static final class Journals {
    final AtomicIntegerArray current = new AtomicIntegerArray(SLOTS);
    final AtomicLong entries = new AtomicLong();
    private int last;

    Journals(DataLayer data) {
      for (int slot = 0; slot < SLOTS; slot++) {
        renew(data, slot, 0);
      }
    }

    /** Puts a new journal in the place of one that has become long. */
    synchronized void renew(DataLayer data, int slot, int old) {
      if (current.get(slot) == old) {
        int next = ++last;
        data.run(work -> work.repository(JOURNALS).add(new Journal(next, "")));
        current.set(slot, next);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void histories_ofJournals_haveNoAnomalyThatTheLevelForbids(Level level) throws Exception {
    if (!levels().contains(level)) {
      return;
    }
    long nanos = TimeUnit.MILLISECONDS.toNanos(size(1_500, 60_000));
    long start = System.nanoTime();
    long committed = 0;
    var tries = new AtomicLong();
    Multiset<String> anomalies = TreeMultiset.create();
    try (LayerUnderTest tested = open();
        var threads = new UnitThreads(THREADS)) {
      Random seeds = random();
      while (System.nanoTime() - start < nanos) {
        tested
            .data()
            .run(work -> work.repository(JOURNALS).where(Specification.all()).remove());
        long until = Math.min(start + nanos, System.nanoTime() + PART_NANOS);
        List<AppendGraph.Unit> units = part(tested.data(), threads, level, until, seeds, tries);
        committed += units.size();
        anomalies.addAll(AppendGraph.anomalies(units, journals(tested.data())));
        progress(String.format(
            "histories on %s: %d of %d s, %d units, %s",
            subject(level),
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
            TimeUnit.NANOSECONDS.toSeconds(nanos),
            committed,
            anomalies));
      }
    }
    assertThat(anomalies.elementSet())
        .as("anomalies among %d units at %s, %s", committed, level, seedHint())
        .noneMatch(anomaly -> AppendGraph.isForbidden(anomaly, level));
    assertThat(committed).as("units that committed").isPositive();
    figure(
        "histories",
        subject(level),
        "%d s, %,d units committed of %,d: 0 forbidden anomalies%s",
        TimeUnit.NANOSECONDS.toSeconds(nanos),
        committed,
        tries.get(),
        anomalies.isEmpty() ? "" : "; allowed ones: " + String.join(", ", anomalies.elementSet()));
  }

  private List<AppendGraph.Unit> part(
      DataLayer data, UnitThreads threads, Level level, long until, Random seeds, AtomicLong tries)
      throws Exception {
    var journals = new Journals(data);
    List<UnitThreads.Job<List<AppendGraph.Unit>>> jobs = IntStream.range(0, THREADS)
        .mapToObj(thread -> {
          var random = new Random(seeds.nextLong());
          return (UnitThreads.Job<List<AppendGraph.Unit>>) () -> {
            var units = new ArrayList<AppendGraph.Unit>();
            while (System.nanoTime() < until) {
              tries.incrementAndGet();
              run(data, level, journals, random).ifPresent(units::add);
            }
            return units;
          };
        })
        .toList();
    return threads.all(jobs).stream().flatMap(List::stream).toList();
  }

  private Optional<AppendGraph.Unit> run(
      DataLayer data, Level level, Journals journals, Random random) {
    var reads = new HashMap<Integer, List<Long>>();
    var appends = new HashMap<Integer, List<Long>>();
    try (UnitOfWork work = data.begin(at(level))) {
      Repository<Journal, Integer> repository = work.repository(JOURNALS);
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        int slot = random.nextInt(SLOTS);
        int id = journals.current.get(slot);
        Optional<Journal> found = repository.find(id);
        if (found.isEmpty()) {
          continue; // newer than the snapshot
        }
        Journal journal = found.get();
        reads.computeIfAbsent(id, first -> entries(journal));
        if (random.nextBoolean()) {
          long entry = journals.entries.incrementAndGet();
          repository.update(journal.with(entry));
          appends.computeIfAbsent(id, first -> new ArrayList<>()).add(entry);
          if (random.nextBoolean()) {
            work.flush();
          }
        }
        if (reads.get(id).size() > ENTRIES_MAX) {
          journals.renew(data, slot, id);
        }
        overlap(random);
      }
      if (random.nextInt(10) == 0) {
        work.rollback();
        return Optional.empty();
      }
      work.commit();
      return Optional.of(new AppendGraph.Unit(reads, appends));
    } catch (DataException conflict) {
      return Optional.empty();
    }
  }

  /* In memory a unit would be over before another begins. */
  private static void overlap(Random random) {
    if (random.nextInt(3) == 0) {
      LockSupport.parkNanos(20_000);
    }
  }

  private static Map<Integer, List<Long>> journals(DataLayer data) {
    return data.execute(work -> {
      var all = new HashMap<Integer, List<Long>>();
      for (Journal journal : work.repository(JOURNALS).find(Query.all())) {
        all.put(journal.id(), entries(journal));
      }
      return all;
    });
  }

  private static List<Long> entries(Journal journal) {
    return journal.entries().isEmpty()
        ? List.of()
        : Stream.of(journal.entries().split(",", 0)).map(Long::valueOf).toList();
  }
}
