package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** Draws two units of work with any steps that take turns, as far as neither waits for the other. */
final class DrawnPairs {

  private final Pools pools;
  private final Random random;
  private final DrawnReads reads;
  private final DrawnSteps steps;

  DrawnPairs(Pools pools, Random random, DrawnReads reads, DrawnSteps steps) {
    this.pools = pools;
    this.random = random;
    this.reads = reads;
    this.steps = steps;
  }

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
