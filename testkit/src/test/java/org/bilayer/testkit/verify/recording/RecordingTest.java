package org.bilayer.testkit.verify.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.testkit.verify.history.Steps.add;
import static org.bilayer.testkit.verify.history.Steps.asc;
import static org.bilayer.testkit.verify.history.Steps.assign;
import static org.bilayer.testkit.verify.history.Steps.attempt;
import static org.bilayer.testkit.verify.history.Steps.change;
import static org.bilayer.testkit.verify.history.Steps.column;
import static org.bilayer.testkit.verify.history.Steps.columns;
import static org.bilayer.testkit.verify.history.Steps.everything;
import static org.bilayer.testkit.verify.history.Steps.increase;
import static org.bilayer.testkit.verify.history.Steps.key;
import static org.bilayer.testkit.verify.history.Steps.query;
import static org.bilayer.testkit.verify.history.Steps.row;
import static org.bilayer.testkit.verify.history.Steps.set;
import static org.bilayer.testkit.verify.history.Steps.total;
import static org.bilayer.testkit.verify.history.Steps.totals;
import static org.bilayer.testkit.verify.history.Steps.unit;
import static org.bilayer.testkit.verify.history.Steps.updateAll;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.report.ReportJson;
import org.bilayer.testkit.verify.comparing.Comparison;
import org.bilayer.testkit.verify.comparing.Observation;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted is what was compared: no more, no less. */
final class RecordingTest {

  private record Person(int id, String name, @Nullable Integer age) {}

  private static final Column<Person, Integer> ID = Column.of("id", Codec.int32(), Person::id);
  private static final Column<Person, String> NAME = Column.of("name", Codec.text(5), Person::name);
  private static final Column<Person, Integer> AGE =
      Column.nullable("age", Codec.int32(), Person::age);
  private static final Model MODEL = Model.of(Mapping.of(Person.class, "person", ID)
      .with(NAME, AGE)
      .unique("person_name_key", NAME)
      .check("person_age_check", AGE.gt(17))
      .construct(row -> new Person(row.get(ID), row.get(NAME), row.getOrNull(AGE))));

  private final Recording recording = declared();

  private static Recording declared() {
    var recording = new Recording();
    recording.declare(
        MODEL, MappingUnderTest.of(MODEL), new Values(List.of(), "Verification", List.of()));
    return recording;
  }

  /** As if every step of a unit had been answered alike, but for some. */
  private void compared(int equal, String leftOpen, Map<Integer, Outcome> others, Step... steps) {
    var observations = new ArrayList<Observation>();
    for (int i = 0; i < steps.length; i++) {
      observations.add(new Observation(
          "unit 1, step " + (i + 1),
          steps[i],
          "",
          false,
          false,
          others.getOrDefault(i, Outcome.answer("done"))));
    }
    observations.add(new Observation(
        "unit 1, its end", null, "commit", false, false, Outcome.answer("committed")));
    recording.compared(
        "h2",
        History.of(unit(steps)),
        new Comparison.Verdict(
            Optional.empty(),
            observations.subList(0, Math.min(equal, observations.size())),
            leftOpen));
  }

  private Report report() {
    return recording.report("org.example.PersonTest");
  }

  private Report.CaseUse edgeCase(String column, String name) {
    return report().columns().stream()
        .filter(each -> each.column().equals(column))
        .flatMap(each -> each.cases().stream())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private long operator(String operator, String group) {
    return report().operators().stream()
        .filter(each -> each.operator().equals(operator) && each.group().equals(group))
        .mapToLong(Report.OperatorUse::count)
        .sum();
  }

  @Test
  void values_writtenAndLookedFor_areCountedByTheirTraits() {
    compared(
        6,
        "",
        Map.of(),
        add("person", row("id", 1, "name", "", "age", null)),
        change("person", key(0), set("name", "a "), set("age", 17)),
        updateAll("person", column("age").lt(0), assign("name", "%"), increase("age", 1)),
        query("person", column("name").in("", "x").and(column("age").isNull()), -1, asc("name")),
        totals("person", everything(), columns("age"), total(AggregateFunction.Kind.SUM, "age")));

    assertThat(edgeCase("name", "empty"))
        .isEqualTo(new Report.CaseUse("empty", false, Report.State.DRAWN, 1, 1));
    assertThat(edgeCase("name", "trailing blank").written()).isEqualTo(1);
    assertThat(edgeCase("name", "percent sign").written()).isEqualTo(1);
    assertThat(edgeCase("name", "emoji"))
        .isEqualTo(new Report.CaseUse("emoji", false, Report.State.NEVER, 0, 0));
    assertThat(edgeCase("age", "null"))
        .isEqualTo(new Report.CaseUse("null", false, Report.State.DRAWN, 1, 1));
    assertThat(edgeCase("age", "constant of a check").written()).isEqualTo(1);
    assertThat(edgeCase("age", "zero").used()).isEqualTo(1);
    assertThat(edgeCase("id", "one").written()).isEqualTo(1);
    assertThat(edgeCase("id", "zero").used()).isEqualTo(1);
    assertThat(operator("in", "text")).isEqualTo(1);
    assertThat(operator("<", "int32")).isEqualTo(1);
    assertThat(operator("is null", "int32")).isEqualTo(1);
    assertThat(operator("ascending", "text")).isEqualTo(1);
    assertThat(operator("group by", "int32")).isEqualTo(1);
    assertThat(operator("sum", "int32")).isEqualTo(1);
    assertThat(operator("set for many", "text")).isEqualTo(1);
    assertThat(operator("increase for many", "int32")).isEqualTo(1);
    assertThat(
            report().operators().stream().mapToLong(Report.OperatorUse::count).sum())
        .isEqualTo(8);
  }

  @Test
  void steps_behindAnAllowedDifference_areNotCounted() {
    compared(
        1,
        Comparison.SET_BASED,
        Map.of(),
        add("person", row("id", 0, "name", "", "age", 0)),
        add("person", row("id", 1, "name", "'", "age", 1)));

    Report report = report();
    assertThat(report.steps()).containsExactly(Map.entry("add", 1L));
    assertThat(edgeCase("name", "quote").state()).isEqualTo(Report.State.NEVER);
    assertThat(report.databases()).hasSize(1);
    assertThat(report.databases().get(0).answers()).isEqualTo(1);
    assertThat(report.databases().get(0).histories()).isEqualTo(1);
    assertThat(report.databases().get(0).cutOff())
        .containsExactly(Map.entry(Comparison.SET_BASED, 1L));
    assertThat(report.databases().get(0).units()).containsExactly(Map.entry("snapshot", 1L));
  }

  @Test
  void failures_areCountedByKindAndConstraint() {
    recording.unbreakable(Set.of("person_name_not_null"));
    compared(
        2,
        "",
        Map.of(0, new Outcome(UniqueViolationException.class, "person_name_key")),
        attempt(add("person", row("id", 0, "name", "", "age", 0))));

    Report report = report();
    assertThat(report.outcomes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("UniqueViolation", 1L, "answer", 1L));
    assertThat(report.constraints())
        .extracting(Report.ConstraintUse::name, each -> each.breach().text())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("person_pkey", "never broken"),
            org.assertj.core.groups.Tuple.tuple("person_name_key", "broken"),
            org.assertj.core.groups.Tuple.tuple("person_age_check", "never broken"),
            org.assertj.core.groups.Tuple.tuple(
                "person_name_not_null", "not breakable through the mapping"));
  }

  @Test
  void levels_thatADatabaseDoesNotOffer_areSkipped() {
    recording.levels("h2", Set.of(Level.SNAPSHOT, Level.READ_COMMITTED));

    assertThat(report().databases().get(0).levels()).containsExactly("read committed", "snapshot");
    assertThat(report().skipped())
        .containsExactly(
            new Report.Skipped("serializable on h2", "the database does not offer it"));
  }

  @Test
  void values_ofTheApplication_areNotInTheReport() {
    compared(1, "", Map.of(), add("person", row("id", 4_711, "name", "Sinan", "age", 8_152)));

    assertThat(ReportJson.of(report()))
        .contains("person")
        .doesNotContain("Sinan")
        .doesNotContain("4711")
        .doesNotContain("8152");
  }

  @Test
  void histories_countedByManyThreads_areAllThere() throws Exception {
    Step step = add("person", row("id", 0, "name", "", "age", 0));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> many = () -> {
        for (int i = 0; i < 500; i++) {
          compared(2, "", Map.of(), step);
        }
        return true;
      };
      for (Future<Boolean> each : threads.invokeAll(List.of(many, many, many, many))) {
        assertDone(each);
      }
    } finally {
      threads.shutdown();
    }

    assertThat(report().databases().get(0).histories()).isEqualTo(2_000);
    assertThat(report().steps()).containsEntry("add", 2_000L);
    assertThat(edgeCase("name", "empty").written()).isEqualTo(2_000);
  }

  private static void assertDone(Future<Boolean> work)
      throws InterruptedException, ExecutionException {
    assertThat(work.get()).isTrue();
  }
}
