package org.bilayer.docs.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How many seeds the histories of a default verification need to find each mistake of a backend. */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class DefaultVerificationTest {

  private static final int ANSWERS = 1_000;
  private static final int SEEDS = 5;

  @Test
  void histories_withEachMistake_findItWithinFiveSeeds() {
    var survivors = new TreeSet<String>();
    for (Mutant mutant : Mutants.all()) {
      int seeds = seeds(mutant);
      System.out.println(
          "mutant " + mutant + " | " + (seeds > SEEDS ? "survived" : "found by seed " + seeds));
      if (seeds > SEEDS) {
        survivors.add(mutant.name());
      }
    }
    System.out.println("Killed " + (Mutants.all().size() - survivors.size()) + " of "
        + Mutants.all().size() + ".");

    assertThat(survivors).isEqualTo(MutantTable.SURVIVORS.keySet());
  }

  private static int seeds(Mutant mutant) {
    int seed = 1;
    while (seed <= SEEDS && !isFound(mutant, seed)) {
      seed++;
    }
    return seed;
  }

  private static boolean isFound(Mutant mutant, long seed) {
    return Verification.of(mutant.model())
        .memory(mutant.backend())
        .operations(ANSWERS, ANSWERS)
        .seed(seed)
        .search(Databases.h2())
        .isPresent();
  }
}
