package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Which mutants of the engine the default verification kills, on memory and H2, each on both sides. Prints a table. {@code
 * -Dbilayer.mutants=R1,F7} tries some of them, {@code -Dbilayer.mutants.seeds=5} with so many seeds each.
 */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class KillRateTest {

  private static final String REPORTS = "bilayer.report.directory";
  private static final Pattern STEPS = Pattern.compile("steps shrunk to (\\d+)");

  /** The default verification of the model. */
  static final class DepotOnH2 extends ModelVerification {
    @Override
    protected Verification verification() {
      return Verification.of(Depot.MODEL)
          .on(Databases.h2())
          .operations(1_000, 1_000)
          .seed(Planting.seed());
    }
  }

  /**
   * How a mutant was found.
   *
   * @param check the test that failed, with what it said first
   * @param steps of the counterexample; empty where there is none
   */
  private record Kill(String check, Optional<Integer> steps, long seed) {}

  @TempDir
  private Path folder;

  @Test
  void defaultVerification_ofEachMutant_isPrintedAsATable() throws Exception {
    PatchedEngine engine = PatchedEngine.in(folder);
    List<EngineMutant> mutants = chosen();
    int seeds = Integer.getInteger("bilayer.mutants.seeds", 1);
    var killed = new ArrayList<EngineMutant>();

    assertThat(kill(engine, "", 1)).as("the right engine").isEmpty();
    System.out.println("| mutant | mistake | killed by | steps | seed |\n|---|---|---|---|---|");
    for (EngineMutant mutant : mutants) {
      Optional<Kill> kill = Optional.empty();
      for (long seed = 1; seed <= seeds && kill.isEmpty(); seed++) {
        kill = kill(engine, mutant.id(), seed);
        assertThat(engine.takeLayers()).as("layers with a mistake").isGreaterThan(1);
      }
      kill.ifPresent(found -> killed.add(mutant));
      System.out.println("| " + mutant.id() + " | " + mutant.mistake() + " | "
          + kill.map(found -> found.check() + " | "
                  + found.steps().map(Object::toString).orElse("–") + " | " + found.seed())
              .orElse("survives | – | –")
          + " |");
    }
    System.out.println("Killed " + killed.size() + " of " + mutants.size() + ".");
  }

  private static List<EngineMutant> chosen() {
    String ids = System.getProperty("bilayer.mutants", "");
    return Mutations.all().stream()
        .filter(mutant -> ids.isEmpty() || List.of(ids.split(",", -1)).contains(mutant.id()))
        .toList();
  }

  private Optional<Kill> kill(PatchedEngine engine, String id, long seed) throws Exception {
    engine.plant(id, seed);
    Class<?> test = engine.loadClass(DepotOnH2.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    PrintStream out = System.out;
    String reports = System.getProperty(REPORTS);
    thread.setContextClassLoader(engine);
    System.setProperty(REPORTS, folder.toString());
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(DiscoverySelectors.selectClass(test))
          .execute()
          .allEvents()
          .finished()
          .stream()
          .flatMap(event -> event.getPayload(TestExecutionResult.class).stream()
              .filter(result -> result.getStatus() == TestExecutionResult.Status.FAILED)
              .map(result -> found(
                  event.getTestDescriptor().getUniqueId().toString(),
                  result.getThrowable().map(Throwable::toString).orElse(""),
                  seed)))
          .findFirst();
    } finally {
      System.setOut(out);
      thread.setContextClassLoader(before);
      if (reports == null) {
        System.clearProperty(REPORTS);
      } else {
        System.setProperty(REPORTS, reports);
      }
    }
  }

  private static Kill found(String test, String message, long seed) {
    Matcher name = Pattern.compile("(\\w+)\\(").matcher(test);
    Matcher steps = STEPS.matcher(message);
    String opening = message.lines().limit(2).reduce("", (one, other) -> one + " " + other);
    return new Kill(
        (name.find() ? name.group(1) : test) + ": "
            + opening
                .replaceAll("\\s+", " ")
                .replace('|', '/')
                .substring(0, Math.min(110, opening.replaceAll("\\s+", " ").length())),
        steps.find() ? Optional.of(Integer.valueOf(steps.group(1))) : Optional.empty(),
        seed);
  }
}
