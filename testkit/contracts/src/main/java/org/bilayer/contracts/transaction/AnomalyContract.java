package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;

/**
 * What every backend does about each known anomaly, at each level: what the level forbids never happens, and how it is
 * prevented is what the table {@code anomalies.txt} beside this class says, for the backends of this library.
 */
public abstract class AnomalyContract extends ConcurrencyContract {

  private static final String TABLE = "anomalies.txt";

  @Test
  @CatalogueEntry("8.9")
  @CatalogueEntry("8.10")
  void schedules_ofEveryAnomaly_endAsTheTableSays() {
    Optional<Map<String, Set<String>>> expected = table(subject());
    var problems = new ArrayList<String>();
    var found = new ArrayList<String>();
    int forbidden = 0;
    int cells = 0;
    try (LayerUnderTest tested = open();
        ScheduleRunner runner = tested.runner()) {
      for (Anomaly anomaly : Anomaly.values()) {
        for (Level level : levels()) {
          SharedItems.reset(tested.data(), Anomaly.FIRST);
          UnitOutcome outcome = runner.run(anomaly.schedule(), at(level), anomaly.order());
          boolean happened = anomaly.happened(outcome, SharedItems.items(tested.data()));
          String cell = happened ? "HAPPENS" : cell(outcome);
          String where = anomaly.title() + " | " + level;
          cells++;
          found.add(where + " | " + cell);
          if (happened && anomaly.isForbiddenAt(level)) {
            forbidden++;
            problems.add(where + " is forbidden and happened: " + outcome);
          } else if (expected.isPresent()
              && !expected.get().getOrDefault(where, Set.of()).contains(cell)) {
            problems.add(where + " should be " + expected.get().get(where) + " and is '" + cell
                + "': " + outcome);
          }
        }
      }
    }
    assertThat(problems)
        .as("cells on %s, found:%n%s", subject(), String.join("\n", found))
        .isEmpty();
    figure(
        "anomaly matrix",
        subject(),
        "%d cells as in the table, %d forbidden anomalies",
        cells,
        forbidden);
  }

  /* How an outcome reads in the table: whether somebody waited, and which failures came at what kind of step. */
  private static String cell(UnitOutcome outcome) {
    Set<String> failures = new LinkedHashSet<>();
    for (UnitOutcome.Result result : outcome.results()) {
      if (result.failure() != null) {
        String failure = result.failure().getClass().getSimpleName().replace("Exception", "");
        failures.add(failure + "@" + result.step().kind().name().toLowerCase(Locale.ROOT));
      }
    }
    String end = failures.isEmpty() ? "ok" : String.join(" + ", failures);
    return outcome.waited() ? (failures.isEmpty() ? "waits" : "waits, " + end) : end;
  }

  /** What the table says of a backend: allowed cells by anomaly and level; empty for a backend it does not have. */
  private static Optional<Map<String, Set<String>>> table(String backend) {
    try (InputStream file = AnomalyContract.class.getResourceAsStream(TABLE)) {
      if (file == null) {
        throw new IllegalStateException("The table is missing [resource=" + TABLE + "].");
      }
      List<List<String>> rows = new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
          .toList();
      int column = rows.get(0).indexOf(backend);
      if (column < 0) {
        return Optional.empty();
      }
      var cells = new LinkedHashMap<String, Set<String>>();
      for (List<String> row : rows.subList(1, rows.size())) {
        cells.put(row.get(0) + " | " + row.get(1), Set.of(row.get(column).split(" or ", -1)));
      }
      return Optional.of(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
