package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.transaction.Explanation.Committed;
import org.bilayer.contracts.transaction.Explanation.Made;
import org.bilayer.contracts.transaction.UnitOperation.Add;
import org.bilayer.contracts.transaction.UnitOperation.AddToAll;
import org.bilayer.contracts.transaction.UnitOperation.Count;
import org.bilayer.contracts.transaction.UnitOperation.CountCodes;
import org.bilayer.contracts.transaction.UnitOperation.Get;
import org.bilayer.contracts.transaction.UnitOperation.Insert;
import org.bilayer.contracts.transaction.UnitOperation.Look;
import org.bilayer.contracts.transaction.UnitOperation.Remove;
import org.bilayer.contracts.transaction.UnitOperation.RemoveAll;
import org.bilayer.failure.DataException;
import org.bilayer.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small random rounds of four units that read, count, add, change and remove, each followed by a search for an order of
 * the units that explains everything they saw and left behind. At SERIALIZABLE every round has one. At SNAPSHOT a round
 * without one is a write skew: all that snapshots allow, and nothing else.
 */
public abstract class SerialSearchContract extends ConcurrencyContract {

  private static final int UNITS = 4;

  @ParameterizedTest
  @EnumSource(names = {"SNAPSHOT", "SERIALIZABLE"})
  void rounds_ofRandomUnits_haveASerialOrderOrAreWriteSkew(Level level) throws Exception {
    if (!levels().contains(level)) {
      return;
    }
    var random = random();
    int conflicts = 0;
    int writeSkews = 0;
    int committed = 0;
    int rounds;
    try (LayerUnderTest tested = open();
        ScheduleRunner runner = tested.runner();
        var threads = new UnitThreads(UNITS)) {
      rounds = tested.waits() == null ? size(2_000, 20_000) : size(100, 1_000);
      for (int round = 0; round < rounds; round++) {
        List<List<UnitOperation>> units = drawUnits(random);
        Map<Integer, Integer> first = drawItems(random);
        SharedItems.reset(tested.data(), first);
        UnitHistory history = tested.waits() == null
            ? inSteps(runner, level, units, random)
            : atOnce(threads, tested.data(), level, units);
        Map<Integer, Integer> last = SharedItems.items(tested.data());
        committed += history.committed().size();
        conflicts += UNITS - history.committed().size();
        if (!history.isAllowed(Level.SERIALIZABLE, first, last)) {
          assertThat(level == Level.SNAPSHOT && history.isAllowed(level, first, last))
              .as(
                  "round %d at %s is allowed: from %s by %s to %s, %s",
                  round, level, first, history, last, seedHint())
              .isTrue();
          writeSkews++;
        }
        if ((round + 1) % Math.max(1, rounds / 10) == 0) {
          progress("serial search on " + subject(level) + ": " + (round + 1) + " of " + rounds);
        }
      }
    }
    assertThat(committed).as("units that committed, %s", seedHint()).isGreaterThan(rounds);
    figure(
        "serial search",
        subject(level),
        "%,d rounds, %,d units committed and %,d failed: 0 not allowed, %,d write skews",
        rounds,
        committed,
        conflicts,
        writeSkews);
  }

  private static Map<Integer, Integer> drawItems(Random random) {
    var items = new TreeMap<Integer, Integer>();
    for (int id = 1; id <= 4; id++) {
      if (random.nextInt(3) > 0) {
        items.put(id, 10 * (1 + random.nextInt(3)));
      }
    }
    return items;
  }

  private static List<List<UnitOperation>> drawUnits(Random random) {
    var units = new ArrayList<List<UnitOperation>>();
    for (int unit = 0; unit < UNITS; unit++) {
      var operations = new ArrayList<UnitOperation>();
      for (int left = 2 + random.nextInt(2); left > 0; left--) {
        operations.add(draw(random));
      }
      units.add(operations);
    }
    return units;
  }

  private static UnitOperation draw(Random random) {
    int id = 1 + random.nextInt(4);
    int value = 10 * (1 + random.nextInt(3));
    return switch (random.nextInt(12)) {
      case 0, 1 -> new Get(id);
      case 2 -> new Look(id);
      case 3 -> new Count(value);
      case 4 -> new CountCodes(value);
      case 5, 6 -> new Add(id, 10);
      case 7, 8 -> new Insert(id, value);
      case 9 -> new Remove(id);
      case 10 -> new AddToAll(value, -10);
      default -> new RemoveAll(30);
    };
  }

  /* ScheduleStep by step, in an order that the seed decides. */
  private static UnitHistory inSteps(
      ScheduleRunner runner, Level level, List<List<UnitOperation>> units, Random random) {
    var parts = new ArrayList<Schedule.Unit>();
    var turns = new ArrayList<Integer>();
    for (int unit = 0; unit < UNITS; unit++) {
      String name = String.valueOf((char) ('a' + unit));
      var steps = new ArrayList<ScheduleStep>();
      for (UnitOperation operation : units.get(unit)) {
        steps.add(operation.step(name + (steps.size() + 1)));
      }
      steps.add(ScheduleStep.commit(name + (steps.size() + 1)));
      parts.add(new Schedule.Unit(name, steps));
      turns.addAll(Collections.nCopies(steps.size(), unit));
    }
    Collections.shuffle(turns, random);
    var made = new int[UNITS];
    var order = new ArrayList<String>();
    for (int unit : turns) {
      order.add(parts.get(unit).steps().get(made[unit]++).name());
    }
    UnitOutcome outcome = runner.run(new Schedule(parts), at(level), String.join(" ", order));
    return UnitHistory.of(outcome, units);
  }

  /* Each on a thread of its own, as fast as it can. */
  private static UnitHistory atOnce(
      UnitThreads threads, DataLayer data, Level level, List<List<UnitOperation>> units)
      throws Exception {
    var start = new CyclicBarrier(UNITS);
    return new UnitHistory(threads
        .all(IntStream.range(0, UNITS)
            .mapToObj(unit -> (UnitThreads.Job<Optional<Committed>>) () -> {
              start.await();
              return ran(data, at(level), units.get(unit));
            })
            .toList())
        .stream()
        .flatMap(Optional::stream)
        .toList());
  }

  private static Optional<Committed> ran(
      DataLayer data, UnitOptions options, List<UnitOperation> operations) {
    try (UnitOfWork unit = data.begin(options)) {
      var made = new ArrayList<Made>();
      for (UnitOperation operation : operations) {
        long start = System.nanoTime();
        Object value = operation.step("s").call().apply(unit);
        made.add(new Made(operation, value, false, start, System.nanoTime()));
      }
      long start = System.nanoTime();
      unit.commit();
      return Optional.of(new Committed(made, start, System.nanoTime()));
    } catch (DataException conflict) {
      return Optional.empty();
    }
  }
}
