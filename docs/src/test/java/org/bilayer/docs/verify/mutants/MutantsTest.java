package org.bilayer.docs.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.Difference;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kit finds every mistake that was planted, and shrinks what shows it to a few steps. */
final class MutantsTest {

  /** Mistakes that no comparison of answers can find, with the reason. */
  static final Set<String> NOT_TO_BE_FOUND = Set.of(
      // Any order is right where none was asked for, a fixed one too.
      "rows without an order come by id");

  static final int OPERATIONS_MAX = 20_000;

  @TestFactory
  Stream<DynamicTest> everyMutant_isKilledOnH2() {
    return Mutants.all().stream()
        .map(mutant -> DynamicTest.dynamicTest(
            mutant.toString(), () -> assertKilled(mutant, Databases.h2())));
  }

  static Optional<Difference> search(Mutant mutant, TestDatabase database) {
    return Verification.of(mutant.model())
        .memory(mutant.backend())
        .operations(OPERATIONS_MAX, OPERATIONS_MAX)
        .search(database);
  }

  private static void assertKilled(Mutant mutant, TestDatabase database) {
    Optional<Difference> difference = search(mutant, database);
    System.out.println("[mutant] " + mutant + " | " + database.name() + " | "
        + difference.map(found -> found.history().size() + " steps at " + found.step())
            .orElse("survived"));
    assertThat(difference.isPresent()).isEqualTo(!NOT_TO_BE_FOUND.contains(mutant.name()));
  }

}
