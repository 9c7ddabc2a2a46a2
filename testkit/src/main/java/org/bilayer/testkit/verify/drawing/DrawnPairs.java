package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** Draws two units of work that take turns: any that do not wait for each other, and some that meet in a rule. */
final class DrawnPairs {

  private final List<MappingUnderTest<?, ?>> mappings;
  private final Pools pools;
  private final Random random;
  private final DrawnRows rows;
  private final DrawnChanges changes;
  private final DrawnReads reads;
  private final DrawnSteps steps;

  DrawnPairs(
      List<MappingUnderTest<?, ?>> mappings,
      Pools pools,
      Random random,
      DrawnRows rows,
      DrawnChanges changes,
      DrawnReads reads,
      DrawnSteps steps) {
    this.mappings = mappings;
    this.pools = pools;
    this.random = random;
    this.rows = rows;
    this.changes = changes;
    this.reads = reads;
    this.steps = steps;
  }

  // --- pairs that meet ---

  /** What the two units do that meet. The second one ends before the first one begins to write. */
  private record Met(Step before, Step second, Step first) {}

  /** Two units that meet in a rule. Each has read before, which begins its snapshot. */
  Phase meeting(Meeting meeting, Level level) {
    Met met = met(meeting);
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, met.before(), false));
    MappingUnderTest<?, ?> any = steps.mapping();
    turns.add(new Turn(false, Steps.find(any.name(), pools.key(any.name())), false));
    turns.add(new Turn(false, met.second(), false));
    turns.add(new Turn(false, null, random.nextInt(8) == 0));
    turns.add(new Turn(true, met.first(), false));
    if (random.nextBoolean()) {
      turns.add(new Turn(true, met.before(), false));
    }
    turns.add(new Turn(true, null, random.nextInt(8) == 0));
    var pair = new Phase.Interleaved(level, turns);
    return meeting == Meeting.RETRY ? pair.firstInRun() : pair;
  }

  private Met met(Meeting meeting) {
    MappingUnderTest<?, ?> mapping = steps.mapping();
    String table = mapping.name();
    List<Object> key = pools.presentKey(table);
    Step find = Steps.find(table, key);
    Step change = changes.change(mapping, key);
    return switch (meeting) {
      case ROW, RETRY -> new Met(find, change, changes.change(mapping, key));
      case REMOVAL -> {
        Step removal =
            random.nextBoolean() ? Steps.remove(table, key) : Steps.removeById(table, key);
        yield random.nextBoolean()
            ? new Met(find, change, removal)
            : new Met(find, removal, change);
      }
      case PRIMARY_KEY -> bothAdd(one(Meeting.withIds(mappings)));
      case UNIQUE_KEY -> bothAddUnique(one(Meeting.withUniqueKeys(mappings)));
      case REFERENCE -> reference();
      case LOCK -> new Met(find, change, reads.locked(mapping, key));
      case GUARD -> new Met(find, change, Steps.guard(table, key));
      case TOTAL ->
        new Met(reads.total(mapping), rows.put(mapping, false), rows.put(mapping, false));
      case ATTEMPT ->
        new Met(
            find, change, new Attempt(List.of(changes.change(mapping, key)), random.nextBoolean()));
      case SET_BASED ->
        random.nextBoolean()
            ? new Met(find, change, changes.bulk(mapping))
            : new Met(find, changes.bulk(mapping), change);
      case SEQUENCE -> {
        Step number = steps.number();
        yield new Met(number, number, number);
      }
    };
  }

  private <E> E one(List<E> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Met bothAdd(MappingUnderTest<?, ?> mapping) {
    List<Object> key = pools.key(mapping.name());
    return new Met(
        Steps.find(mapping.name(), key),
        put(mapping, withKey(mapping, rows.row(mapping, false), key)),
        put(mapping, withKey(mapping, rows.row(mapping, false), key)));
  }

  private Step put(MappingUnderTest<?, ?> mapping, RowValues row) {
    boolean upsert = !mapping.layout().root().hasIdentity() && random.nextInt(3) == 0;
    return upsert ? Steps.upsert(mapping.name(), row) : DrawnRows.put(mapping, row);
  }

  private static RowValues withKey(
      MappingUnderTest<?, ?> mapping, RowValues row, List<Object> key) {
    Table root = mapping.layout().root();
    RowValues next = row;
    for (int i = 0; i < key.size(); i++) {
      next = next.with(root.columns().get(root.key().get(i)).name(), key.get(i));
    }
    return next;
  }

  private Met bothAddUnique(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    UniqueKey key = one(root.uniqueKeys());
    RowValues row = rows.row(mapping, false);
    RowValues other = rows.row(mapping, false);
    return new Met(
        reads.read(mapping),
        put(mapping, row),
        put(mapping, Collisions.colliding(mapping, root, key, row, other)));
  }

  private Met reference() {
    MappingUnderTest<?, ?> mapping = one(mappings.stream()
        .filter(each -> !Meeting.references(each, mappings).isEmpty())
        .toList());
    Table root = mapping.layout().root();
    ForeignKey reference = one(Meeting.references(mapping, mappings));
    List<Object> target = pools.presentKey(reference.target());
    RowValues row = rows.row(mapping, false);
    for (int i = 0; i < target.size(); i++) {
      String column = root.columns().get(reference.columns().get(i)).name();
      row = row.with(column, target.get(i));
    }
    Step find = Steps.find(reference.target(), target);
    Step removal = Steps.remove(reference.target(), target);
    Step addition = put(mapping, row);
    return random.nextBoolean()
        ? new Met(find, removal, addition)
        : new Met(find, addition, removal);
  }

  // --- any pairs ---

  /** Two units with any steps, as far as neither waits for the other. */
  Phase any(Level level) {
    Phase.Interleaved pair = random.nextBoolean() ? overtaken(level) : mixed(level);
    return pair.firstInRun(random.nextInt(4) == 0);
  }

  /** One unit reads, the other changes what was read and ends, and the first goes on. */
  private Phase.Interleaved overtaken(Level level) {
    MappingUnderTest<?, ?> mapping = steps.mapping();
    List<Object> key = pools.presentKey(mapping.name());
    var turns = new ArrayList<Turn>();
    turns.add(new Turn(true, Steps.find(mapping.name(), key), false));
    turns.add(new Turn(false, steps.changing(mapping, key), false));
    turns.add(new Turn(true, steps.about(mapping, key, true), false));
    turns.add(new Turn(false, null, random.nextInt(5) == 0));
    turns.add(new Turn(
        true, random.nextInt(3) == 0 ? reads.read(mapping) : steps.changing(mapping, key), false));
    turns.add(new Turn(true, steps.about(mapping, key, true), false));
    turns.add(new Turn(true, null, random.nextInt(5) == 0));
    return new Phase.Interleaved(level, turns);
  }

  private Phase.Interleaved mixed(Level level) {
    var turns = new ArrayList<Turn>();
    MappingUnderTest<?, ?> mapping = steps.mapping();
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
        MappingUnderTest<?, ?> other = random.nextInt(3) == 0 ? steps.mapping() : mapping;
        turn = new Turn(first, steps.about(other, key, random.nextInt(3) == 0), false);
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
}
