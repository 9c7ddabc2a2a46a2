package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilayer.docs.bank.model.Bank;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A verification of a domain whose values cannot be guessed. */
final class MissingValuesTest {

  static final class BankWithoutValues extends ModelVerification {

    @Override
    protected Verification verification() {
      return Verification.of(Bank.MODEL).on(Databases.h2());
    }
  }

  @Test
  void values_missing_areNamedOnce_allTogether() {
    Events tests = EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(BankWithoutValues.class))
        .execute()
        .testEvents();

    assertThat(tests.failed().stream()
            .flatMap(event ->
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
            .map(Throwable::getMessage))
        .singleElement()
        .asString()
        .startsWith("The domain types of these columns refuse every value that was tried")
        .contains(
            "\n  account.number, a text(12)", "\n  transfer.id, a text(12)", "currency, a text(3)")
        .contains("Verification.values(COLUMN, random -> ...)");
    assertThat(tests.aborted().stream()
            .flatMap(event ->
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
            .map(Throwable::getMessage))
        .hasSize(3)
        .containsOnly(
            "Not run: values are missing. The check of this class that failed says which.");
  }
}
