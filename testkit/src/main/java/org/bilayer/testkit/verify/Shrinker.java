package org.bilayer.testkit.verify;

import java.util.function.Predicate;

/*
 * Makes a history that shows a difference smaller, as long as it still shows one.
 *
 * Greedy: of the simpler histories the first that still differs is taken, and then those simpler than it are tried, from
 * the boldest (without an act) to the finest (a plainer value). Simpler ones are strictly simpler, so this ends; a limit of
 * tries ends it earlier where each try is slow. jqwik's own shrinking was tried and refused: it shrinks what was drawn, and
 * a history with a step less draws everything after it differently.
 */
final class Shrinker {

  private final Simplifier simplifier;
  private final int maxTries;

  Shrinker(Simplifier simplifier, int maxTries) {
    this.simplifier = simplifier;
    this.maxTries = maxTries;
  }

  History shrink(History history, Predicate<History> differs) {
    History smallest = history;
    int tries = 0;
    boolean found = true;
    while (found && tries < maxTries) {
      found = false;
      for (History simpler : smallest.simpler(simplifier)) {
        if (tries++ >= maxTries) {
          break;
        }
        if (differs.test(simpler)) {
          smallest = simpler;
          found = true;
          break;
        }
      }
    }
    return smallest;
  }
}
