package org.bilayer.docs.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bilayer.docs.verify.ComparisonAlone;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Difference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit finds every mistake that was planted, and shrinks what shows it to a few steps. The ordinary build tries some of
 * them on H2; the scheduled one all of them on every database, and {@code -Dbilayer.pages.write=true} writes the table of
 * them into the page about the testkit.
 */
final class MutantsTest {

  static final int OPERATIONS_MAX = 20_000;

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");
  private static final int EVERY = 11;

  /** The later ones are for those that the first happens to miss. */
  private static final List<Long> SEEDS = List.of(7L, 8L, 9L);

  /** By mutant and database, the steps of the counterexample; null where it survived. */
  private static final Map<String, Map<String, Integer>> STEPS = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> mutant_againstADatabase_isKilled() {
    List<TestDatabase> databases = NIGHTLY
        ? List.of(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        : List.of(Databases.h2());
    var tests = new ArrayList<DynamicTest>();
    List<Mutant> all = Mutants.all();
    for (int i = 0; i < all.size(); i += NIGHTLY ? 1 : EVERY) {
      Mutant mutant = all.get(i);
      for (TestDatabase database : databases) {
        tests.add(DynamicTest.dynamicTest(
            mutant + " against " + database.name(), () -> assertKilled(mutant, database)));
      }
    }
    return tests.stream();
  }

  /** Few, and of a part of the kit that no other mutant looks at. */
  @TestFactory
  Stream<DynamicTest> mutantOfPaths_againstH2_isKilled() {
    return NIGHTLY
        ? Stream.empty()
        : PathMutants.all().stream()
            .map(mutant -> DynamicTest.dynamicTest(
                mutant.toString(), () -> assertKilled(mutant, Databases.h2())));
  }

  @AfterAll
  static void writeTable() {
    if (NIGHTLY && Boolean.getBoolean("bilayer.pages.write")) {
      MutantTable.write(STEPS);
    }
  }

  static Optional<Difference> search(Mutant mutant, TestDatabase database) {
    for (long seed : SEEDS) {
      Optional<Difference> found = ComparisonAlone.of(Verification.of(mutant.model()))
          .memory(mutant.backend())
          .operations(OPERATIONS_MAX, OPERATIONS_MAX)
          .seed(seed)
          .search(database);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static void assertKilled(Mutant mutant, TestDatabase database) {
    Optional<Difference> difference = search(mutant, database.require());
    difference.ifPresent(found -> STEPS
        .computeIfAbsent(mutant.toString(), name -> new TreeMap<>())
        .put(database.name(), found.history().size()));
    System.out.println("mutant " + mutant + " | " + database.name() + " | "
        + difference.map(found -> found.history().size() + " steps").orElse("survived"));
    assertThat(difference.isPresent())
        .as(mutant.toString())
        .isEqualTo(!MutantTable.SURVIVORS.containsKey(mutant.name()));
  }
}
