package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilayer.docs.Repository;
import org.bilayer.failure.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No mutant of the engine is equivalent: its proof holds on the right engine, and fails on the mutant. */
final class EngineMutantsTest {

  static List<EngineMutant> mutants() {
    return Mutations.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void proof_onTheRightEngine_holds(EngineMutant mutant) throws Exception {
    try (var lab = new Lab(Plan.right())) {
      mutant.proof().check(lab);
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void proof_onTheMutant_fails(EngineMutant mutant) {
    try (var lab = new Lab(mutant.plan())) {
      assertThatThrownBy(() -> mutant.proof().check(lab))
          .isInstanceOfAny(AssertionError.class, DataException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void sentence_ofAMutant_isInTheContract(EngineMutant mutant) throws IOException {
    Path source = Repository.root()
        .resolve("api/src/main/java")
        .resolve(mutant.contract().getName().replace('.', '/') + ".java");

    assertThat(oneLine(Files.readString(source))).contains(oneLine(mutant.sentence()));
  }

  @Test
  void mutants_haveDifferentIds() {
    assertThat(mutants())
        .hasSizeGreaterThanOrEqualTo(66)
        .extracting(EngineMutant::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void table_onThePage_hasARowForEachMutant() throws IOException {
    List<String> rows = EngineMutantTable.rows();

    assertThat(rows).hasSameSizeAs(mutants());
    for (int i = 0; i < rows.size(); i++) {
      EngineMutant mutant = mutants().get(i);
      assertThat(rows.get(i)).startsWith(EngineMutantTable.opening(mutant));
      assertThat(rows.get(i).contains("| survives |"))
          .as(mutant.toString())
          .isEqualTo(EngineMutantTable.SURVIVORS.containsKey(mutant.id()));
    }
  }

  private static String oneLine(String javadoc) {
    return javadoc.replaceAll("\\s*\\n\\s*\\*? ?", " ").replaceAll("\\s+", " ");
  }
}
