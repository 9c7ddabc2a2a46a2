package org.bilayer.testkit.verify;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilayer.testkit.database.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks an application's own model: that its tests in memory can be trusted. Extend it in a test and say what is verified;
 * each check is a test of its own for each database:
 *
 * <pre>{@code
 * final class BankModelTest extends ModelVerification {
 *   @Override
 *   protected Verification verification() {
 *     return Verification.of(Bank.MODEL).on(Databases.h2(), Databases.postgresql());
 *   }
 * }
 * }</pre>
 *
 * <p>The backends are found on the class path. A database that this machine does not have aborts its tests, or fails them
 * where it was required.
 */
public abstract class ModelVerification {

  /** What is verified. */
  protected abstract Verification verification();

  private Stream<DynamicTest> onEach(Consumer<TestDatabase> check) {
    return verification().databases().stream()
        .map(database -> DynamicTest.dynamicTest(
            "memory and " + database.name(), () -> check.accept(database.require())));
  }

  /** Generated histories of units of work give the same answers, failures and rows. */
  @TestFactory
  final Stream<DynamicTest> histories_ofUnitsOfWork_giveTheSameAnswers() {
    return onEach(database -> {
      Seed seed = Seed.next();
      System.out.println("Histories on " + database.name() + ": " + seed);
      Verification.Found found = verification().search(database, seed);
      found.difference().ifPresent(Verification::fail);
      System.out.println("Histories on " + database.name() + ": " + found.compared()
          + " answers of " + found.histories() + " histories were the same.");
    });
  }
}
