package org.bilayer.testkit.verify;

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
import org.bilayer.value.Level;

/** Makes one history; the same seed makes the same one, after the same ones before: edge cases take turns. */
final class Generator {

  private final Schema schema;
  private final List<MappingUnderTest<?, ?>> subjects;
  private final Random random;
  private final Pools pools;
  private final DrawnRows rows;
  private final DrawnChanges changes;
  private final DrawnReads reads;
  private final Collisions collisions;
  private final Set<Level> levels;
  private final Set<Level> pairLevels;

  /** For single units at SNAPSHOT, and pairs of units at the levels below SERIALIZABLE. */
  Generator(Schema schema, Map<String, MappingUnderTest<?, ?>> subjects, Values values, long seed) {
    this(schema, subjects, values, subject -> true, seed);
  }

  /**
   * The same, about some roots and those around them.
   *
   * @param starts which roots the histories may be about; any where none is
   */
  Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Values values,
      Predicate<MappingUnderTest<?, ?>> starts,
      long seed) {
    this(
        schema,
        subjects,
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
  Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Values values,
      Set<Level> levels,
      Set<Level> pairLevels,
      long seed) {
    this(schema, subjects, values, levels, pairLevels, subject -> true, seed);
  }

  private Generator(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Values values,
      Set<Level> levels,
      Set<Level> pairLevels,
      Predicate<MappingUnderTest<?, ?>> starts,
      long seed) {
    this.schema = schema;
    this.levels = levels;
    this.pairLevels = pairLevels;
    random = new Random(seed);
    this.subjects = RelatedRoots.drawn(List.copyOf(subjects.values()), starts, random);
    pools = new Pools(subjects, values, random);
    rows = new DrawnRows(values, pools, random);
    var filters = new DrawnFilters(pools, random);
    changes = new DrawnChanges(values, pools, random, rows, filters);
    reads = new DrawnReads(schema, pools, random, filters);
    collisions = new Collisions(rows);
  }

  History history() {
    var acts = new ArrayList<Act>();
    acts.add(population());
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      acts.add(random.nextInt(4) == 0 ? interleaved() : unit());
    }
    acts.add(new Act.Unit(reads(2), Level.SNAPSHOT, false));
    return History.of(acts);
  }

  /** Nothing but additions and changes, to break as many constraints as there are. */
  History additions() {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> subject : subjects) {
      for (int i = 0; i < 5; i++) {
        steps.add(new Writes.Attempt(List.of(rows.put(subject, false)), false));
      }
      for (int i = 0; i < 3; i++) {
        steps.add(
            new Writes.Attempt(List.of(changes.change(subject, pools.key(subject.name()))), false));
      }
      collisions.add(subject, steps);
    }
    return History.of(new Act.Unit(steps, Level.SNAPSHOT, false));
  }

  /** Values of a row of any root, all of which fit. */
  RowValues validRow(MappingUnderTest<?, ?> subject) {
    return rows.row(subject, false);
  }

  /** Some rows to begin with, those that others refer to first. */
  private Act population() {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> subject : subjects) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        steps.add(new Writes.Attempt(List.of(rows.put(subject, false)), false));
      }
    }
    return new Act.Unit(steps, Level.SNAPSHOT, false);
  }

  private Level level() {
    int draw = random.nextInt(8);
    Level level =
        draw == 0 ? Level.READ_COMMITTED : draw == 1 ? Level.SERIALIZABLE : Level.SNAPSHOT;
    return levels.contains(level) ? level : Level.SNAPSHOT;
  }

  private Act unit() {
    var steps = new ArrayList<Step>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      steps.add(i > 0 && random.nextInt(6) == 0 ? again(steps) : step(2));
    }
    return new Act.Unit(steps, level(), random.nextInt(6) == 0);
  }

  /** A read that was done before, to see what came in between; another step where there was none. */
  private Step again(List<Step> steps) {
    List<Step> reads = steps.stream()
        .filter(step -> step instanceof DrawnStep deed && deed.isRead())
        .toList();
    return reads.isEmpty() ? step(2) : reads.get(random.nextInt(reads.size()));
  }

  private List<Step> reads(int each) {
    var steps = new ArrayList<Step>();
    for (MappingUnderTest<?, ?> subject : subjects) {
      for (int i = 0; i < each; i++) {
        steps.add(reads.read(subject));
      }
    }
    return steps;
  }

  /** One unit reads, the other changes what was read and ends, and the first goes on. */
  private Act overtaken(Level level) {
    MappingUnderTest<?, ?> subject = subject();
    List<Object> key = pools.key(subject.name());
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, new Reads.Find(subject.name(), key, false), false));
    turns.add(new Turn(false, changing(subject, key), false));
    turns.add(new Turn(true, about(subject, key, true), false));
    turns.add(new Turn(false, null, random.nextInt(5) == 0));
    turns.add(new Turn(
        true, random.nextInt(3) == 0 ? reads.read(subject) : changing(subject, key), false));
    turns.add(new Turn(true, about(subject, key, true), false));
    turns.add(new Turn(true, null, random.nextInt(5) == 0));
    return new Act.Interleaved(level, turns);
  }

  private Step changing(MappingUnderTest<?, ?> subject, List<Object> key) {
    return random.nextInt(4) == 0
        ? new Writes.Remove(subject.name(), key)
        : changes.change(subject, key);
  }

  private Act interleaved() {
    List<Level> offered = List.copyOf(new TreeSet<>(pairLevels));
    Level level = offered.get(random.nextInt(offered.size()));
    if (random.nextBoolean()) {
      return overtaken(level);
    }
    var turns = new ArrayList<Turn>();
    MappingUnderTest<?, ?> subject = subject();
    List<Object> key = pools.key(subject.name());
    // Looked up by id, which begins a snapshot everywhere; MariaDB leaves out queries that no row
    // can satisfy.
    turns.add(new Turn(true, new Reads.Find(subject.name(), key, false), false));
    turns.add(new Turn(false, new Reads.Find(subject.name(), key, false), false));
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
        MappingUnderTest<?, ?> other = random.nextInt(3) == 0 ? subject() : subject;
        turn = new Turn(first, about(other, key, random.nextInt(3) == 0), false);
      }
      turns.add(turn);
      boolean ends = turn.step() == null;
      if (!new Act.Interleaved(level, withEnds(turns)).isFree()) {
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
    return new Act.Interleaved(level, turns);
  }

  private static List<Turn> withEnds(List<Turn> turns) {
    var all = new ArrayList<>(turns);
    all.add(new Turn(true, null, false));
    all.add(new Turn(false, null, false));
    return all;
  }

  private Step about(MappingUnderTest<?, ?> subject, List<Object> key, boolean readOnly) {
    boolean same = subject.layout().root().key().size() == key.size() && random.nextInt(4) > 0;
    List<Object> id = same && isKeyOf(subject, key) ? key : pools.key(subject.name());
    if (readOnly) {
      return random.nextBoolean() ? new Reads.Find(subject.name(), id, false) : reads.read(subject);
    }
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> changes.change(subject, id);
      case 3 -> new Writes.Remove(subject.name(), id);
      case 4 -> new Writes.Flush();
      default -> step(0);
    };
  }

  private static boolean isKeyOf(MappingUnderTest<?, ?> subject, List<Object> key) {
    Table table = subject.layout().root();
    for (int i = 0; i < key.size(); i++) {
      if (!table.type(table.key().get(i)).kind().javaType().isInstance(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private MappingUnderTest<?, ?> subject() {
    return subjects.get(random.nextInt(subjects.size()));
  }

  private Step step(int depth) {
    MappingUnderTest<?, ?> subject = subject();
    String table = subject.name();
    return switch (random.nextInt(depth > 0 ? 26 : 24)) {
      case 0, 1, 2, 3 -> rows.put(subject, true);
      case 4, 5, 6, 7 -> changes.change(subject, pools.key(table));
      case 8, 9 -> new Writes.Remove(table, pools.key(table));
      case 10, 11 -> changes.bulk(subject);
      case 12 -> new Writes.RemoveAt(table, pools.key(table), 1 + random.nextInt(3));
      case 13 -> putAt(subject);
      case 14 -> new Writes.Guard(table, pools.key(table));
      case 15 -> flushOrNumber();
      case 16 -> new Reads.Find(table, pools.key(table), random.nextInt(4) == 0);
      case 17, 18, 19, 20, 21, 22, 23 -> reads.read(subject);
      default -> {
        var steps = new ArrayList<Step>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          steps.add(step(depth - 1));
        }
        yield new Writes.Attempt(steps, random.nextInt(3) == 0);
      }
    };
  }

  private Step flushOrNumber() {
    List<Sequence> sequences = schema.sequences();
    return sequences.isEmpty() || random.nextBoolean()
        ? new Writes.Flush()
        : new Reads.NextNumber(sequences.get(random.nextInt(sequences.size())).name());
  }

  private Step putAt(MappingUnderTest<?, ?> subject) {
    if (subject.layout().root().hasIdentity()) {
      return reads.read(subject);
    }
    return new Writes.PutAt(subject.name(), rows.row(subject, true), 1 + random.nextInt(3));
  }
}
