package org.bilayer.testkit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.history.Law;
import org.bilayer.testkit.verify.recording.Recording;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two units of work meet in most of the ways that a model makes possible, in as few answers as a verification compares by default. */
final class MeetingsTest {

  private static final int ANSWERS = 1_000;
  private static final int SEEDS = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify.BankModelTest",
        "names.SalesModelTest",
        "garage.GarageModelTest",
        "verify.EverythingModelTest",
        "verify.NarrowTypesModelTest",
        "verify.UnboundedDecimalModelTest"
      })
  void pairsOfUnits_ofAModel_meetInFourOfFiveWays(String test) throws Exception {
    Verification verification = verification("org.bilayer.docs." + test);

    for (long seed = 1; seed <= SEEDS; seed++) {
      var recording = new Recording();
      verification.recordedIn(recording).search(new Seed(seed));

      assertThat(recording.report(test).shares())
          .filteredOn(share -> share.dimension().equals("pairs of units"))
          .singleElement()
          .satisfies(share -> assertThat(percent(share))
              .as("%s never %s", test, share.never())
              .isGreaterThanOrEqualTo(80));
    }
  }

  private static long percent(Report.Share share) {
    return 100 * share.drawn() / share.possible();
  }

  /** The verification of a class, in memory and without the laws. */
  private static Verification verification(String name) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    Verification verification =
        ((ModelVerification) constructor.newInstance()).verification().operations(ANSWERS, ANSWERS);
    for (Law law : Law.values()) {
      verification = verification.without(law, "this test looks at what is drawn");
    }
    return verification;
  }
}
