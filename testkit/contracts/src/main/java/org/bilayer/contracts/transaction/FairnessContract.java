package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.junit.jupiter.api.Test;

/**
 * Eight threads that change a few of ten aggregates with owned rows, in random order, through {@link DataLayer#run} with the
 * default options: no unit uses up its tries, and no thread falls far behind the others.
 */
public abstract class FairnessContract extends ConcurrencyContract {

  private static final int THREADS = 8;
  private static final int SHELVES = 10;
  private static final int BOXES = 3;
  private static final int SHELVES_PER_UNIT = 3;

  /** Part of a shelf. */
  private record Box(int no, int pieces) {}

  /** An aggregate that owns rows. */
  private record Shelf(int id, List<Box> boxes) {

    /** Puts a piece into each box. */
    Shelf filled() {
      return new Shelf(
          id, boxes.stream().map(box -> new Box(box.no(), box.pieces() + 1)).toList());
    }
  }

  private static final Column<Box, Integer> NO = Column.of("no", Codec.int32(), Box::no);
  private static final Column<Box, Integer> PIECES =
      Column.of("pieces", Codec.int32(), Box::pieces);
  private static final Value<Box> BOX =
      Value.of(Box.class, row -> new Box(row.get(NO), row.get(PIECES)), NO, PIECES);
  private static final Column<Shelf, Integer> ID = Column.of("id", Codec.int32(), Shelf::id);
  private static final ElementCollection<Shelf, Box, List<Box>> BOX_LIST =
      ElementCollection.list("box", BOX, NO, Shelf::boxes);
  private static final Mapping<Shelf, Integer> SHELF = Mapping.of(Shelf.class, "shelf", ID)
      .with(BOX_LIST)
      .construct(row -> new Shelf(row.get(ID), row.get(BOX_LIST)));
  private static final Model MODEL = Model.of(SHELF);

  /** What a thread did, in the time that all had. */
  private record Done(int units, int triesMost) {}

  @Test
  void run_manyThreadsChangeFewAggregatesInRandomOrder_noneGivesUpOrStarves() throws Exception {
    Duration time = Duration.ofSeconds(size(4, 60));
    var seeds = new Random(seed());
    List<Done> done;
    int pieces;
    try (DataLayer data = backend().open(MODEL, LayerOptions.defaults(), seed());
        var threads = new UnitThreads(THREADS)) {
      data.run(work -> {
        for (int id = 1; id <= SHELVES; id++) {
          work.repository(SHELF).add(new Shelf(id, empty()));
        }
      });
      long end = System.nanoTime() + time.toNanos();
      var jobs = new ArrayList<UnitThreads.Job<Done>>();
      for (int i = 0; i < THREADS; i++) {
        var random = new Random(seeds.nextLong());
        jobs.add(() -> fill(data, random, end));
      }
      done = threads.all(jobs);
      pieces = data.execute(work -> {
        int sum = 0;
        for (int id = 1; id <= SHELVES; id++) {
          sum += work.repository(SHELF).get(id).boxes().get(0).pieces();
        }
        return sum;
      });
    }
    List<Integer> units = done.stream().map(Done::units).sorted().toList();
    int median = units.get(THREADS / 2);
    figure(
        "fairness",
        subject(),
        "%d threads, %d s: units of a thread least %,d, median %,d, most %,d; most tries %d",
        THREADS,
        time.toSeconds(),
        units.get(0),
        median,
        units.get(THREADS - 1),
        done.stream().mapToInt(Done::triesMost).max().orElse(0));
    assertThat(pieces)
        .isEqualTo(units.stream().mapToInt(Integer::intValue).sum() * SHELVES_PER_UNIT);
    assertThat(units.get(0))
        .as("the slowest of the threads %s; %s", units, seedHint())
        // Four seconds are few turns of a processor that is busy with other work; a minute is asked
        // for a quarter.
        .isGreaterThanOrEqualTo(median / size(10, 4));
  }

  private static List<Box> empty() {
    var boxes = new ArrayList<Box>();
    for (int no = 1; no <= BOXES; no++) {
      boxes.add(new Box(no, 0));
    }
    return boxes;
  }

  private static Done fill(DataLayer data, Random random, long end) {
    int units = 0;
    int most = 0;
    var ids = new ArrayList<Integer>();
    for (int id = 1; id <= SHELVES; id++) {
      ids.add(id);
    }
    while (System.nanoTime() < end) {
      Collections.shuffle(ids, random);
      var chosen = List.copyOf(ids.subList(0, SHELVES_PER_UNIT));
      int[] tries = new int[1];
      data.run(work -> {
        tries[0]++;
        chosen.forEach(id -> work.repository(SHELF).change(id, Shelf::filled));
      });
      most = Math.max(most, tries[0]);
      units++;
    }
    return new Done(units, most);
  }
}
