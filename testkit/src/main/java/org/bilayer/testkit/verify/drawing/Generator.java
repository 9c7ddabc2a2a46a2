package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** Makes one history; the same seed makes the same one, after the same ones before: edge cases take turns. */
public final class Generator {

  private final Schema schema;
  private final List<MappingUnderTest<?, ?>> mappings;
  private final Random random;
  private final Pools pools;
  private final DrawnRows rows;
  private final DrawnChanges changes;
  private final DrawnReads reads;
  private final Collisions collisions;
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
    this.levels = levels;
    this.pairLevels = pairLevels;
    random = new Random(seed);
    this.mappings = RelatedRoots.drawn(List.copyOf(mappings.values()), starts, random);
    pools = new Pools(mappings, values, random);
    rows = new DrawnRows(values, pools, random);
    var filters = new DrawnFilters(pools, random);
    changes = new DrawnChanges(values, pools, random, rows, filters);
    reads = new DrawnReads(schema, pools, random, filters);
    collisions = new Collisions(rows);
  }

  public History history() {
    var phases = new ArrayList<Phase>();
    phases.add(population());
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      phases.add(random.nextInt(4) == 0 ? interleaved() : unit());
    }
    phases.add(new Phase.Unit(reads(2), Level.SNAPSHOT, false));
    return History.of(phases);
  }

  /** Nothing but additions and changes, to break as many constraints as there are. */
  public History additions() {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      for (int i = 0; i < 5; i++) {
        steps.add(Steps.attempt(rows.put(mapping, false)));
      }
      for (int i = 0; i < 3; i++) {
        steps.add(Steps.attempt(changes.change(mapping, pools.key(mapping.name()))));
      }
      collisions.add(mapping, steps);
    }
    return History.of(new Phase.Unit(steps, Level.SNAPSHOT, false));
  }

  /** Values of a row of any root, all of which fit. */
  public RowValues validRow(MappingUnderTest<?, ?> mapping) {
    return rows.row(mapping, false);
  }

  /** Some rows to begin with, those that others refer to first. */
  private Phase population() {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        steps.add(Steps.attempt(rows.put(mapping, false)));
      }
    }
    return new Phase.Unit(steps, Level.SNAPSHOT, false);
  }

  private Level level() {
    int draw = random.nextInt(8);
    Level level =
        draw == 0 ? Level.READ_COMMITTED : draw == 1 ? Level.SERIALIZABLE : Level.SNAPSHOT;
    return levels.contains(level) ? level : Level.SNAPSHOT;
  }

  private Phase unit() {
    var steps = new ArrayList<Step>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      steps.add(i > 0 && random.nextInt(6) == 0 ? again(steps) : step(2));
    }
    return new Phase.Unit(steps, level(), random.nextInt(6) == 0);
  }

  /** A read that was done before, to see what came in between; another step where there was none. */
  private Step again(List<Step> steps) {
    List<Step> reads = steps.stream().filter(Step::isRead).toList();
    return reads.isEmpty() ? step(2) : reads.get(random.nextInt(reads.size()));
  }

  private List<Step> reads(int each) {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> mapping : mappings) {
      for (int i = 0; i < each; i++) {
        steps.add(reads.read(mapping));
      }
    }
    return steps;
  }

  /** One unit reads, the other changes what was read and ends, and the first goes on. */
  private Phase overtaken(Level level) {
    MappingUnderTest<?, ?> mapping = mapping();
    List<Object> key = pools.key(mapping.name());
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, Steps.find(mapping.name(), key), false));
    turns.add(new Turn(false, changing(mapping, key), false));
    turns.add(new Turn(true, about(mapping, key, true), false));
    turns.add(new Turn(false, null, random.nextInt(5) == 0));
    turns.add(new Turn(
        true, random.nextInt(3) == 0 ? reads.read(mapping) : changing(mapping, key), false));
    turns.add(new Turn(true, about(mapping, key, true), false));
    turns.add(new Turn(true, null, random.nextInt(5) == 0));
    return new Phase.Interleaved(level, turns);
  }

  private Step changing(MappingUnderTest<?, ?> mapping, List<Object> key) {
    return random.nextInt(4) == 0
        ? Steps.remove(mapping.name(), key)
        : changes.change(mapping, key);
  }

  private Phase interleaved() {
    List<Level> offered = List.copyOf(new TreeSet<>(pairLevels));
    Level level = offered.get(random.nextInt(offered.size()));
    if (random.nextBoolean()) {
      return overtaken(level);
    }
    var turns = new ArrayList<Turn>();
    MappingUnderTest<?, ?> mapping = mapping();
    List<Object> key = pools.key(mapping.name());
    // Looked up by id, which begins a snapshot everywhere; MariaDB leaves out queries that no row
    // can satisfy.
    turns.add(new Turn(true, Steps.find(mapping.name(), key), false));
    turns.add(new Turn(false, Steps.find(mapping.name(), key), false));
    int count = 3 + random.nextInt(5);
    boolean[] ended = new boolean[2];
    for (int i = 0; i < count; i++) {
      boolean first = random.nextBoolean();
      if (ended[first ? 0 : 1]) {
        continue;
      }
      Turn turn;
      if (random.nextInt(5) == 0) {
        turn = new Turn(first, null, random.nextInt(4) == 0);
      } else {
        MappingUnderTest<?, ?> other = random.nextInt(3) == 0 ? mapping() : mapping;
        turn = new Turn(first, about(other, key, random.nextInt(3) == 0), false);
      }
      turns.add(turn);
      boolean ends = turn.step() == null;
      if (!new Phase.Interleaved(level, withEnds(turns)).isFree()) {
        turns.remove(turns.size() - 1);
      } else if (ends) {
        ended[first ? 0 : 1] = true;
      }
    }
    for (int who = 0; who < 2; who++) {
      if (!ended[who]) {
        turns.add(new Turn(who == 0, null, random.nextInt(5) == 0));
      }
    }
    return new Phase.Interleaved(level, turns);
  }

  private static List<Turn> withEnds(List<Turn> turns) {
    var all = new ArrayList<>(turns);
    all.add(new Turn(true, null, false));
    all.add(new Turn(false, null, false));
    return all;
  }

  private Step about(MappingUnderTest<?, ?> mapping, List<Object> key, boolean readOnly) {
    boolean same = mapping.layout().root().key().size() == key.size() && random.nextInt(4) > 0;
    List<Object> id = same && isKeyOf(mapping, key) ? key : pools.key(mapping.name());
    if (readOnly) {
      return random.nextBoolean() ? Steps.find(mapping.name(), id) : reads.read(mapping);
    }
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> changes.change(mapping, id);
      case 3 -> Steps.remove(mapping.name(), id);
      case 4 -> Steps.flush();
      default -> step(0);
    };
  }

  private static boolean isKeyOf(MappingUnderTest<?, ?> mapping, List<Object> key) {
    Table table = mapping.layout().root();
    for (int i = 0; i < key.size(); i++) {
      if (!table.type(table.key().get(i)).kind().javaType().isInstance(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private MappingUnderTest<?, ?> mapping() {
    return mappings.get(random.nextInt(mappings.size()));
  }

  private Step step(int depth) {
    MappingUnderTest<?, ?> mapping = mapping();
    String table = mapping.name();
    return switch (random.nextInt(depth > 0 ? 26 : 24)) {
      case 0, 1, 2, 3 -> rows.put(mapping, true);
      case 4, 5, 6, 7 -> changes.change(mapping, pools.key(table));
      case 8, 9 -> Steps.remove(table, pools.key(table));
      case 10, 11 -> changes.bulk(mapping);
      case 12 -> Steps.removeAt(table, pools.key(table), 1 + random.nextInt(3));
      case 13 -> putAt(mapping);
      case 14 -> Steps.guard(table, pools.key(table));
      case 15 -> flushOrNumber();
      case 16 -> {
        List<Object> key = pools.key(table);
        yield random.nextInt(4) == 0 ? Steps.findForUpdate(table, key) : Steps.find(table, key);
      }
      case 17, 18, 19, 20, 21, 22, 23 -> reads.read(mapping);
      default -> {
        var steps = new ArrayList<Step>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          steps.add(step(depth - 1));
        }
        yield new Attempt(steps, random.nextInt(3) == 0);
      }
    };
  }

  private Step flushOrNumber() {
    List<Sequence> sequences = schema.sequences();
    return sequences.isEmpty() || random.nextBoolean()
        ? Steps.flush()
        : Steps.nextNumber(sequences.get(random.nextInt(sequences.size())).name());
  }

  private Step putAt(MappingUnderTest<?, ?> mapping) {
    if (mapping.layout().root().hasIdentity()) {
      return reads.read(mapping);
    }
    return Steps.updateAt(mapping.name(), rows.row(mapping, true), 1 + random.nextInt(3));
  }
}
