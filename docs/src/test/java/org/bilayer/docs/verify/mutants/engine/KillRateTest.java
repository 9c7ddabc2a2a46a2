package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.docs.verify.mutants.engine.EngineMutantTable.Kill;
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
 * Which mutants of the engine the default verification kills, on memory and H2, each on both sides. Prints a table; {@code
 * -Dbilayer.pages.write=true} writes the table into the page about the testkit. {@code -Dbilayer.mutants=R1,F7} tries some of
 * them, {@code -Dbilayer.mutants.seeds=1} with so many seeds each.
 */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class KillRateTest {

  private static final int SEEDS = Integer.getInteger("bilayer.mutants.seeds", 5);
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

  @TempDir
  private Path folder;

  @Test
  void defaultVerification_ofEachMutant_killsAllButTheSurvivorsOnThePage() throws Exception {
    PatchedEngine engine = PatchedEngine.in(folder);
    List<EngineMutant> mutants = chosen();
    var rows = new ArrayList<String>();
    var survivors = new TreeSet<String>();

    assertThat(kill(engine, "", 1)).as("the right engine").isEmpty();
    for (EngineMutant mutant : mutants) {
      Optional<Kill> kill = Optional.empty();
      for (long seed = 1; seed <= SEEDS && kill.isEmpty(); seed++) {
        kill = kill(engine, mutant.id(), seed);
        assertThat(engine.takeLayers()).as("layers with a mistake").isGreaterThan(1);
      }
      if (kill.isEmpty()) {
        survivors.add(mutant.id());
      }
      rows.add(EngineMutantTable.row(mutant, kill));
      System.out.println(rows.get(rows.size() - 1));
    }
    System.out.println(
        "Killed " + (mutants.size() - survivors.size()) + " of " + mutants.size() + ".");
    if (Boolean.getBoolean("bilayer.pages.write")
        && mutants.size() == Mutations.all().size()) {
      EngineMutantTable.write(rows);
    }
    assertThat(EngineMutantTable.SURVIVORS.keySet()).containsAll(survivors);
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
    return new Kill(
        name.find() ? name.group(1) : test,
        message,
        steps.find() ? Optional.of(Integer.valueOf(steps.group(1))) : Optional.empty(),
        seed);
  }
}
