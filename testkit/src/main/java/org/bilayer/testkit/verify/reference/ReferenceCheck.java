package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bilayer.store.Schema;
import org.bilayer.testkit.verify.comparing.Disagreement;
import org.bilayer.testkit.verify.comparing.HistoryCheck;
import org.bilayer.testkit.verify.comparing.HistoryRun;
import org.bilayer.testkit.verify.history.Difference.Side;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.reference.Opinion.Finding;

/**
 * Compares a history with the reference model, on memory and on the database, and says who stands alone. Where memory and the
 * database differ, the model is the third opinion.
 */
public final class ReferenceCheck implements HistoryCheck {

  private static final String MODEL = "in reference";

  private final Schema schema;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Consumer<String> refused;
  private final Rules rules;

  /**
   * A check by the reference model.
   *
   * @param refused told what ended a comparison because the model does not model it
   */
  public ReferenceCheck(
      Schema schema, Map<String, MappingUnderTest<?, ?>> mappings, Consumer<String> refused) {
    this(schema, mappings, refused, Rules.OF_THE_CONTRACT);
  }

  ReferenceCheck(
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Consumer<String> refused,
      Rules rules) {
    this.schema = schema;
    this.mappings = mappings;
    this.refused = refused;
    this.rules = rules;
  }

  @Override
  public Optional<Disagreement> check(HistoryRun run) {
    Opinion opinion = opinion(run, run.memory());
    Optional<Finding> memory = Optional.ofNullable(opinion.finding);
    Optional<Finding> database =
        run.database().flatMap(side -> Optional.ofNullable(opinion(run, side).finding));
    if (!opinion.notModelled.isEmpty()) {
      refused.accept(opinion.notModelled);
    }
    if (run.verdict().difference().isPresent()) {
      return Optional.of(judged(run, run.verdict().difference().get(), memory, database));
    }
    if (memory.isPresent() && memory.equals(database)) {
      String headline = "The reference model stands alone: memory and " + name(run) + " agree.";
      return Optional.of(found(headline, memory.get(), List.of(Side.MEMORY, Side.DATABASE)));
    }
    String differ = " and the reference model differ.";
    return memory
        .map(finding -> found("Memory" + differ, finding, List.of(Side.MEMORY)))
        .or(() ->
            database.map(finding -> found(name(run) + differ, finding, List.of(Side.DATABASE))));
  }

  private Opinion opinion(HistoryRun run, HistoryRun.Side side) {
    return World.of(rules, schema, mappings, run.history(), side.result());
  }

  private static String name(HistoryRun run) {
    return run.database().orElseThrow().replica().name();
  }

  private static Disagreement found(String headline, Finding finding, List<String> who) {
    var sides = new ArrayList<Side>();
    who.forEach(each -> sides.add(new Side(each, finding.said())));
    sides.add(new Side(MODEL, finding.expected()));
    return new Disagreement(headline, finding.place(), finding.what(), sides);
  }

  /** The difference between memory and the database, with the model's opinion where it has one. */
  private static Disagreement judged(
      HistoryRun run,
      Disagreement difference,
      Optional<Finding> ofMemory,
      Optional<Finding> ofDatabase) {
    Optional<Finding> memory = ofMemory.filter(each -> each.place().equals(difference.place()));
    Optional<Finding> database = ofDatabase.filter(each -> each.place().equals(difference.place()));
    if (memory.isEmpty() && database.isEmpty()) {
      return difference;
    }
    String judgement = memory.isEmpty()
        ? name(run) + " stands alone: memory and the reference model agree."
        : database.isEmpty()
            ? "Memory stands alone: " + name(run) + " and the reference model agree."
            : "The reference model agrees with neither.";
    var sides = new ArrayList<>(difference.sides());
    sides.add(new Side(MODEL, memory.or(() -> database).orElseThrow().expected()));
    return new Disagreement(
        difference.headline() + " " + judgement, difference.place(), difference.what(), sides);
  }
}
