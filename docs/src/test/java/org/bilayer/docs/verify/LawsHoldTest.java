package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Difference;
import org.junit.jupiter.api.Test;

/** The library keeps its laws, and an application may leave one out. */
final class LawsHoldTest {

  @Test
  void laws_ofTheSamplesInMemory_areKept() {
    assertThat(Verification.of(Everything.MODEL)
            .operations(300, 20_000)
            .search()
            .map(Difference::message))
        .isEmpty();
  }

  @Test
  void laws_ofTheBankOnH2_areKept() {
    assertThat(FirstDifference.aided()
            .on(Databases.h2())
            .operations(300, 20_000)
            .search(Databases.h2())
            .map(Difference::message))
        .isEmpty();
  }

  @Test
  void without_aLaw_doesNotCheckIt() {
    Verification wrong = FirstDifference.wrong().seed(1);

    assertThat(wrong.search().map(Difference::headline))
        .hasValueSatisfying(headline -> assertThat(headline).contains("breaks the law"));
    // The reference model may see the same mistake.
    assertThat(ComparisonAlone.of(wrong).search().map(Difference::headline).orElse(""))
        .doesNotContain("breaks the law");
  }
}
