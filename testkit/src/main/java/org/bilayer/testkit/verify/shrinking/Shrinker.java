package org.bilayer.testkit.verify.shrinking;

import java.util.Map;
import java.util.function.Predicate;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/*
 * Makes a history that shows a difference smaller, as long as it still shows one.
 *
 * Greedy: of the simpler histories the first that still differs is taken, and then those simpler than it are tried, from
 * the boldest (without a phase) to the finest (a plainer value). Simpler ones are strictly simpler, so this ends; a limit of
 * tries ends it earlier where each try is slow. jqwik's own shrinking was tried and refused: it shrinks what was drawn, and
 * a history with a step less draws everything after it differently.
 */
public final class Shrinker {

  private final SimplerHistories simpler;
  private final int maxTries;

  public Shrinker(Map<String, MappingUnderTest<?, ?>> mappings, int maxTries) {
    this.simpler = new SimplerHistories(mappings);
    this.maxTries = maxTries;
  }

  public History shrink(History history, Predicate<History> differs) {
    History smallest = history;
    int tries = 0;
    boolean found = true;
    while (found && tries < maxTries) {
      found = false;
      for (History next : simpler.of(smallest)) {
        if (tries++ >= maxTries) {
          break;
        }
        if (differs.test(next)) {
          smallest = next;
          found = true;
          break;
        }
      }
    }
    return smallest;
  }
}
