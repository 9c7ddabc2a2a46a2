package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bilayer.store.Schema;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** Makes one history; the same seed makes the same one, after the same ones before: edge cases take turns. */
public final class Generator {

  private static final int PAIRS_LEAST = 4;

  private final Schema schema;
  private final List<MappingUnderTest<?, ?>> mappings;
  private final Map<String, MappingUnderTest<?, ?>> allMappings;
  private final Values values;
  private final Random random;
  private final Pools pools;
  private final DrawnRows rows;
  private final DrawnChanges changes;
  private final DrawnReads reads;
  private final DrawnSteps steps;
  private final DrawnPairs pairs;
  private final Collisions collisions;
  private final Evenly evenly;
  private final Map<Integer, Meeting> meetings = new HashMap<>();
  private final Set<Level> levels;
  private final Set<Level> pairLevels;

  /** For single units at SNAPSHOT, and pairs of units at the levels below SERIALIZABLE. */
  public Generator(
      Schema schema, Map<String, MappingUnderTest<?, ?>> mappings, Values values, long seed) {
    this(schema, mappings, values, mapping -> true, seed);
  }

  /**
   * The same, about some roots and those around them.
   *
   * @param starts which roots the histories may be about; any where none is
   */
  public Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Predicate<MappingUnderTest<?, ?>> starts,
      long seed) {
    this(
        schema,
        mappings,
        values,
        Set.of(Level.SNAPSHOT),
        Set.of(Level.READ_COMMITTED, Level.SNAPSHOT),
        starts,
        seed);
  }

  /**
   * A generator.
   *
   * @param levels of single units
   * @param pairLevels the levels of two units that take turns
   */
  public Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Set<Level> levels,
      Set<Level> pairLevels,
      long seed) {
    this(schema, mappings, values, levels, pairLevels, mapping -> true, seed);
  }

  private Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Values values,
      Set<Level> levels,
      Set<Level> pairLevels,
      Predicate<MappingUnderTest<?, ?>> starts,
      long seed) {
    this.schema = schema;
    this.allMappings = mappings;
    this.values = values;
    this.levels = levels;
    this.pairLevels = pairLevels;
    random = new Random(seed);
    this.mappings = RelatedRoots.drawn(List.copyOf(mappings.values()), starts, random);
    pools = new Pools(mappings, values, random);
    rows = new DrawnRows(values, pools, random);
    evenly = values.evenly();
    var paths = new DrawnPaths(schema, random);
    var filters = new DrawnFilters(pools, random, evenly, paths);
    changes = new DrawnChanges(values, pools, random, rows, filters);
    reads = new DrawnReads(schema, pools, random, filters, evenly, paths);
    steps = new DrawnSteps(schema, this.mappings, pools, random, rows, changes, reads);
    pairs = new DrawnPairs(pools, random, reads, steps);
    collisions = new Collisions(rows);
  }

  /** One history. */
  public History history() {
    meetings.clear();
    var phases = new ArrayList<Phase>();
    if (pairLevels.isEmpty()
        || !evenly.next("pairs that meet", List.of(true, false), random)
        || !addMeetings(phases)) {
      phases.add(population());
      int count = 4 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        phases.add(
            pairLevels.isEmpty() || random.nextInt(8) > 0
                ? unit()
                : pairs.any(evenly.next("level of a pair", pairLevelsInOrder(), random)));
      }
    }
    phases.add(new Phase.Unit(reads(2), Level.SNAPSHOT, false));
    return History.of(phases);
  }

  /** On what the units of the last history meet, by the number of their phase from 0. Unmodifiable. */
  public Map<Integer, Meeting> meetings() {
    return Map.copyOf(meetings);
  }

  /** Nothing but additions and changes, to break as many constraints as there are. */
  public History additions() {
    var drawn = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      for (int i = 0; i < 5; i++) {
        drawn.add(Steps.attempt(rows.put(mapping, false)));
      }
      for (int i = 0; i < 3; i++) {
        drawn.add(Steps.attempt(changes.change(mapping, pools.key(mapping.name()))));
      }
      collisions.add(mapping, drawn);
    }
    return History.of(new Phase.Unit(drawn, Level.SNAPSHOT, false));
  }

  /** Values of a row of any root, all of which fit. */
  public RowValues validRow(MappingUnderTest<?, ?> mapping) {
    return rows.row(mapping, false);
  }

  /** Some rows to begin with, those that others refer to first. */
  private Phase population() {
    var drawn = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        RowValues row = rows.row(mapping, true);
        pools.added(mapping, row);
        drawn.add(DrawnRows.attempted(mapping, row));
      }
    }
    return new Phase.Unit(drawn, Level.SNAPSHOT, false);
  }

  private List<Level> pairLevelsInOrder() {
    return List.copyOf(new TreeSet<>(pairLevels));
  }

  /**
   * Adds rows and pairs of units that meet on them.
   *
   * @return false if no such rows can be drawn; then nothing is added
   */
  private boolean addMeetings(List<Phase> phases) {
    var all = new ArrayList<MeetingPairs.MeetingAt>();
    for (Meeting meeting : Meeting.values()) {
      if (meeting.isPossible(schema, mappings)) {
        pairLevelsInOrder().forEach(level -> all.add(new MeetingPairs.MeetingAt(meeting, level)));
      }
    }
    var chosen = new ArrayList<MeetingPairs.MeetingAt>();
    int count = PAIRS_LEAST + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      chosen.add(evenly.next("meeting", all, random));
    }
    var drawn = new MeetingPairs(
        mappings,
        pools,
        random,
        values,
        changes,
        reads,
        steps,
        new Drawing(schema, allMappings, values, random.nextLong()));
    List<MeetingPairs.Pair> found = drawn.pairs(chosen);
    if (found.isEmpty()) {
      return false;
    }
    phases.add(unit(drawn.additions()));
    for (MeetingPairs.Pair each : found) {
      meetings.put(phases.size(), each.meeting());
      phases.add(each.units());
    }
    return true;
  }

  private record UnitAt(UnitShape shape, Level level) {}

  private Phase unit() {
    var all = new ArrayList<UnitAt>();
    for (UnitShape shape : UnitShape.values()) {
      new TreeSet<>(levels).forEach(level -> all.add(new UnitAt(shape, level)));
    }
    UnitAt next = random.nextBoolean()
        ? evenly.next("unit", all, random)
        : new UnitAt(UnitShape.COMMITTED, Level.SNAPSHOT);
    return unit(next.shape()).at(next.level());
  }

  private Phase.Unit unit(UnitShape shape) {
    return switch (shape) {
      case COMMITTED -> unit(anySteps());
      case ROLLED_BACK -> unit(anySteps()).rolledBack();
      case READ_ONLY -> unit(readOnlySteps()).readOnly().inRun(random.nextBoolean());
      case IN_RUN -> unit(anySteps()).inRun().rolledBack(random.nextInt(4) == 0);
      case MANY_CHANGES -> unit(manyChanges());
    };
  }

  private static Phase.Unit unit(List<Step> steps) {
    return new Phase.Unit(steps, Level.SNAPSHOT, false);
  }

  private List<Step> anySteps() {
    var drawn = new ArrayList<Step>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      drawn.add(i > 0 && random.nextInt(6) == 0 ? again(drawn) : steps.step(2));
    }
    return drawn;
  }

  /** A read that was done before, to see what came in between; another step where there was none. */
  private Step again(List<Step> drawn) {
    List<Step> reads = drawn.stream().filter(Step::isRead).toList();
    return reads.isEmpty() ? steps.step(2) : reads.get(random.nextInt(reads.size()));
  }

  /** Reads, and perhaps a step of any kind at the end. */
  private List<Step> readOnlySteps() {
    var drawn = new ArrayList<Step>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      drawn.add(reads.read(steps.mapping()));
    }
    if (random.nextBoolean()) {
      drawn.add(steps.step(1));
    }
    return drawn;
  }

  /** A change of each row of one table that the history has added, in any order. */
  private List<Step> manyChanges() {
    MappingUnderTest<?, ?> mapping = steps.mapping();
    var drawn = new ArrayList<Step>();
    List<List<Object>> keys = new ArrayList<>(pools.allKeys(mapping.name()));
    Collections.shuffle(keys, random);
    keys.forEach(key -> drawn.add(changes.change(mapping, key)));
    if (random.nextBoolean()) {
      drawn.add(Steps.flush());
    }
    return drawn;
  }

  private List<Step> reads(int each) {
    var drawn = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      for (int i = 0; i < each; i++) {
        drawn.add(reads.read(mapping));
      }
    }
    return drawn;
  }
}
