package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Draws single steps of every kind. */
final class DrawnSteps {

  private final Schema schema;
  private final List<MappingUnderTest<?, ?>> mappings;
  private final Pools pools;
  private final Random random;
  private final DrawnRows rows;
  private final DrawnChanges changes;
  private final DrawnReads reads;

  DrawnSteps(
      Schema schema,
      List<MappingUnderTest<?, ?>> mappings,
      Pools pools,
      Random random,
      DrawnRows rows,
      DrawnChanges changes,
      DrawnReads reads) {
    this.schema = schema;
    this.mappings = mappings;
    this.pools = pools;
    this.random = random;
    this.rows = rows;
    this.changes = changes;
    this.reads = reads;
  }

  MappingUnderTest<?, ?> mapping() {
    return mappings.get(random.nextInt(mappings.size()));
  }

  /** A step of any kind, with at most so many attempts around each other. */
  Step step(int depth) {
    MappingUnderTest<?, ?> mapping = mapping();
    String table = mapping.name();
    List<Object> key = pools.key(table);
    return switch (random.nextInt(depth > 0 ? 32 : 29)) {
      case 0, 1, 2, 3 -> rows.put(mapping, true);
      case 4, 5, 6, 7 -> changes.change(mapping, key);
      case 8 -> Steps.remove(table, key);
      case 9 -> survived(depth, Steps.removeById(table, key));
      case 10, 11 -> changes.bulk(mapping);
      case 12 -> removeAt(mapping, key);
      case 13 -> putAt(mapping);
      case 14 -> Steps.guard(table, key);
      case 15 -> flushOrNumber();
      case 16 -> Steps.find(table, key);
      case 17, 18, 19, 20, 21, 22 -> reads.read(mapping);
      case 23 -> reads.locked(mapping, key);
      case 24 -> reads.outside(mapping);
      case 25 -> Steps.afterCommit(reads.alone(mapping));
      case 26 -> survived(depth, Steps.refresh(table, key));
      case 27 -> Steps.evict(table, key);
      case 28 -> Steps.existsById(table, key);
      default -> attempt(depth);
    };
  }

  private Step attempt(int depth) {
    var steps = new ArrayList<Step>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      steps.add(step(depth - 1));
    }
    return new Attempt(steps, random.nextInt(3) == 0);
  }

  /** A step that ends its unit where nothing is found, so that the unit often outlives it. */
  private Step survived(int depth, Step step) {
    return depth > 0 && random.nextInt(3) > 0 ? Steps.attempt(step) : step;
  }

  private long version() {
    return 1L + random.nextInt(3);
  }

  private Step flushOrNumber() {
    return schema.sequences().isEmpty() || random.nextBoolean() ? Steps.flush() : number();
  }

  /** A number of any sequence. */
  Step number() {
    List<Sequence> sequences = schema.sequences();
    return Steps.nextNumber(sequences.get(random.nextInt(sequences.size())).name());
  }

  /** Nobody can write down the version that a server will have chosen. */
  private static boolean countsVersions(MappingUnderTest<?, ?> mapping) {
    return mapping.root().versioning() == Versioning.COLUMN;
  }

  private Step removeAt(MappingUnderTest<?, ?> mapping, List<Object> key) {
    return countsVersions(mapping)
        ? Steps.removeAt(mapping.name(), key, version())
        : Steps.remove(mapping.name(), key);
  }

  private Step putAt(MappingUnderTest<?, ?> mapping) {
    if (mapping.layout().root().hasIdentity() || !countsVersions(mapping)) {
      return reads.read(mapping);
    }
    return Steps.updateAt(mapping.name(), rows.row(mapping, true), version());
  }

  /** Removes or changes a row. */
  Step changing(MappingUnderTest<?, ?> mapping, List<Object> key) {
    return random.nextInt(4) == 0
        ? Steps.remove(mapping.name(), key)
        : changes.change(mapping, key);
  }

  /** A step that often is about the row of a key. */
  Step about(MappingUnderTest<?, ?> mapping, List<Object> key, boolean readOnly) {
    boolean same = mapping.layout().root().key().size() == key.size() && random.nextInt(4) > 0;
    List<Object> id = same && isKeyOf(mapping, key) ? key : pools.key(mapping.name());
    if (readOnly) {
      return switch (random.nextInt(4)) {
        case 0, 1 -> Steps.find(mapping.name(), id);
        case 2 -> reads.read(mapping);
        default -> reads.outside(mapping);
      };
    }
    return switch (random.nextInt(7)) {
      case 0, 1, 2 -> changes.change(mapping, id);
      case 3 -> Steps.remove(mapping.name(), id);
      case 4 -> Steps.flush();
      case 5 -> reads.locked(mapping, id);
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
}
