package org.bilayer.docs.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bilayer.LayerOptions;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.drawing.Generator;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Law;
import org.bilayer.testkit.verify.law.Laws;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.reference.ReferenceCheck;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many seeds the histories of a default verification need to find each mistake of a backend, on memory and H2. Nothing is
 * shrunk.
 */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class DefaultVerificationTest {

  private static final int ANSWERS = 1_000;
  private static final int SEEDS = 5;

  @Test
  void histories_withEachMistake_findItWithinFiveSeeds() {
    var survivors = new TreeSet<String>();
    for (Mutant mutant : Mutants.all()) {
      int seeds = Jqwik.call(() -> seeds(mutant));
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
    while (seed <= SEEDS && !isFound(mutant, new Seed(seed))) {
      seed++;
    }
    return seed;
  }

  private static boolean isFound(Mutant mutant, Seed seed) {
    Schema schema = ModelInternals.schema(mutant.model());
    Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(mutant.model());
    var values = new Values(List.of(), "Verification", mappings.values());
    var laws =
        new Laws(mutant.model(), mappings, EnumSet.allOf(Law.class), Laws.Extent.FEW, seed.value());
    var reference = new ReferenceCheck(schema, mappings, refused -> {});
    Store h2 = Backends.of(Databases.h2(), UnaryOperator.identity()).create(schema, seed.value());
    Set<Level> levels = Set.of(Level.READ_COMMITTED, Level.SNAPSHOT);
    try (var pair = new BackendPair(
        mutant.model(),
        mappings,
        mutant.backend(),
        Optional.of(h2),
        LayerOptions.defaults(),
        seed.value(),
        List.of(reference, laws))) {
      for (long i = 0; pair.compared() < ANSWERS; i++) {
        var generator = new Generator(schema, mappings, values, levels, levels, seed.of(i));
        if (pair.difference(generator.history()).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
