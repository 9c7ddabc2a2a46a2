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
import org.bilayer.testkit.verify.reference.World.Finding;
import org.bilayer.testkit.verify.reference.World.Opinion;

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
    Opinion ofMemory = opinion(run, run.memory());
    Optional<Opinion> ofDatabase = run.database().map(side -> opinion(run, side));
    if (!ofMemory.notModelled().isEmpty()) {
      refused.accept(ofMemory.notModelled());
    }
    if (run.verdict().difference().isPresent()) {
      return Optional.of(
          judged(run, run.verdict().difference().get(), ofMemory, ofDatabase.orElseThrow()));
    }
    Optional<Finding> inMemory = ofMemory.finding();
    Optional<Finding> inDatabase = ofDatabase.flatMap(Opinion::finding);
    if (inMemory.isPresent() && inDatabase.equals(inMemory)) {
      return Optional.of(alone(run, inMemory.get()));
    }
    return inMemory
        .map(finding -> differing("Memory", Side.MEMORY, finding))
        .or(() -> inDatabase.map(finding -> differing(name(run), Side.DATABASE, finding)));
  }

  private Opinion opinion(HistoryRun run, HistoryRun.Side side) {
    return World.of(rules, schema, mappings, run.history(), side.result());
  }

  private static String name(HistoryRun run) {
    return run.database().orElseThrow().replica().name();
  }

  private static Disagreement alone(HistoryRun run, Finding finding) {
    return new Disagreement(
        "The reference model stands alone: memory and " + name(run) + " agree.",
        finding.place(),
        finding.what(),
        List.of(
            new Side(Side.MEMORY, finding.said()),
            new Side(Side.DATABASE, finding.said()),
            new Side(MODEL, finding.expected())));
  }

  private static Disagreement differing(String who, String side, Finding finding) {
    return new Disagreement(
        who + " and the reference model differ.",
        finding.place(),
        finding.what(),
        List.of(new Side(side, finding.said()), new Side(MODEL, finding.expected())));
  }

  /** The difference between memory and the database, with the model's opinion where it has one. */
  private static Disagreement judged(
      HistoryRun run, Disagreement difference, Opinion ofMemory, Opinion ofDatabase) {
    Optional<Finding> memory = at(difference, ofMemory);
    Optional<Finding> database = at(difference, ofDatabase);
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

  private static Optional<Finding> at(Disagreement difference, Opinion opinion) {
    return opinion.finding().filter(finding -> finding.place().equals(difference.place()));
  }
}
