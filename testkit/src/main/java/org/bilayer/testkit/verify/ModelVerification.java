package org.bilayer.testkit.verify;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.SchemaDifference;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.checking.HistorySearch;
import org.bilayer.testkit.verify.checking.MigrationSteps;
import org.bilayer.testkit.verify.checking.Twins;
import org.bilayer.testkit.verify.checking.Violations;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.recording.Recording;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;

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
 * <p>Without a database, the checks run on memory alone.
 *
 * <p>The backends are found on the class path. A database that this machine does not have aborts its tests, or fails them
 * where it was required.
 *
 * <p>After the last check a table on the console tells what was drawn and compared, and a page and a file for machines are
 * written into {@code target/bilayer}, or the directory of the system property {@code bilayer.report.directory}.
 */
@ExtendWith(ReportExtension.class)
public abstract class ModelVerification {

  private static final String ALONE = "memory";

  private Recording recording = new Recording();

  /** What is verified. */
  protected abstract Verification verification();

  final void recordInto(Recording next) {
    recording = next;
  }

  private Verification recorded() {
    return verification().recordedIn(recording);
  }

  private Stream<DynamicTest> onEach(Consumer<TestDatabase> check) {
    return verification().databases().stream()
        .map(database -> DynamicTest.dynamicTest(
            "memory and " + database.name(), () -> check.accept(database.require())));
  }

  /** On each database; on memory alone if there is none. */
  private Stream<DynamicTest> onEachOrAlone(Consumer<TestDatabase> check, Runnable alone) {
    return verification().databases().isEmpty()
        ? Stream.of(DynamicTest.dynamicTest(ALONE, alone::run))
        : onEach(check);
  }

  /** What a mapping stores is what it reads; no two members are mixed up. */
  @Test
  final void mappings_storedAndRead_keepEveryValue() {
    recorded().roundTrip(verification().nextSeed());
  }

  /** Every declared constraint refuses, by the same kind of failure and the same name. */
  @TestFactory
  final Stream<DynamicTest> constraints_broken_areNamedTheSame() {
    return onEachOrAlone(
        database -> {
          Seed seed = verification().nextSeed();
          report(recorded().violations(database, seed), database.name(), seed);
        },
        () -> {
          Seed seed = verification().nextSeed();
          report(recorded().violations(seed), ALONE, seed);
        });
  }

  private static void report(Violations.Result result, String name, Seed seed) {
    System.out.println("Constraints on " + name + ": " + result.broken().size()
        + " broken and named the same"
        + (result.unbroken().isEmpty() ? "" : "; no value of the domain broke " + result.unbroken())
        + " " + seed);
    result.difference().ifPresent(Verification::fail);
  }

  /** Many aggregates are loaded by as many statements as one; an update without a difference writes nothing. */
  @TestFactory
  final Stream<DynamicTest> statements_forLoadsAndUpdates_areNoMoreThanNeeded() {
    return onEach(database -> {
      Seed seed = verification().nextSeed();
      System.out.println("Statements on " + database.name() + ": counted for "
          + recorded().statementCounts(database, seed) + " " + seed);
    });
  }

  /** Generated histories of units of work give the same answers, failures and rows. */
  @TestFactory
  final Stream<DynamicTest> histories_ofUnitsOfWork_giveTheSameAnswers() {
    return onEachOrAlone(
        database -> searchHistories(database.name(), seed -> recorded().search(database, seed)),
        () -> searchHistories(ALONE, seed -> recorded().search(seed)));
  }

  private void searchHistories(String name, Function<Seed, HistorySearch.Found> search) {
    Seed seed = verification().nextSeed();
    System.out.println("Histories on " + name + ": " + seed);
    HistorySearch.Found found = search.apply(seed);
    found.difference().ifPresent(Verification::fail);
    System.out.println("Histories on " + name + ": " + found.compared() + " answers of "
        + found.histories() + " histories were the same.");
  }

  /** Hand-written queries and their twins give the same answers on generated rows. */
  @TestFactory
  final Stream<DynamicTest> queries_writtenByHand_answerAsTheirTwins() {
    return !verification().hasQueries()
        ? Stream.empty()
        : onEach(database -> {
          Seed seed = verification().nextSeed();
          System.out.println("Queries on " + database.name() + ": " + seed);
          Twins.Found found = verification().searchQueries(database, seed);
          found.difference().ifPresent(difference -> {
            throw new AssertionFailedError(difference.message());
          });
          System.out.println("Queries on " + database.name() + ": " + found.compared()
              + " answers of " + found.methods() + " methods were the same.");
        });
  }

  /** The tables that are made for the model hold what it says, on this server with its settings. */
  @TestFactory
  final Stream<DynamicTest> tables_asCreated_areThoseOfTheModel() {
    return onEach(database -> {
      List<SchemaDifference> differences = verification().tableDifferences(database).stream()
          .filter(each -> each.severity() == SchemaDifference.Severity.BREAKING)
          .toList();
      if (!differences.isEmpty()) {
        throw new AssertionFailedError(differences.stream()
            .map(SchemaDifference::toString)
            .collect(Collectors.joining("\n  ", "The tables differ from the model:\n  ", "")));
      }
    });
  }

  /** The application's migrations make the tables of the model, from nothing and from each earlier version. */
  @TestFactory
  final Stream<DynamicTest> migrations_applied_makeTheModel() {
    return verification()
        .migrations()
        .map(steps -> onEach(database -> {
          MigrationSteps.Found found =
              steps.check(database, ModelInternals.schema(verification().model()));
          System.out.println("Migrations on " + database.name() + ": " + found.summary());
          if (!found.differences().isEmpty()) {
            throw new AssertionFailedError(found.differences().stream()
                .collect(Collectors.joining(
                    "\n  ",
                    "The migrations do not make the tables of the model:\n  ",
                    "\nAdd a migration that makes the difference, or change the model.")));
          }
        }))
        .orElseGet(Stream::empty);
  }
}
