package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Memory, fresh for every history, against one database, which is emptied before each. One thread. */
public final class BackendPair implements AutoCloseable {

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Backend memory;
  private final LayerOptions options;
  private final Replica database;
  private final long seed;
  private long compared;
  private List<String> violations = List.of();

  private HistoryResult last = new HistoryResult(List.of(), "");

  public BackendPair(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Backend memory,
      Store database,
      LayerOptions options,
      long seed) {
    this.model = model;
    this.mappings = mappings;
    this.memory = memory;
    this.options = options;
    this.seed = seed;
    this.database = new Replica(model, mappings, database, options);
  }

  /** How many outcomes were compared until now. */
  public long compared() {
    return compared;
  }

  /** The constraints that the database named in the last history. */
  public List<String> violations() {
    return violations;
  }

  /** What the last history came to on the database. */
  public HistoryResult last() {
    return last;
  }

  public Replica database() {
    return database;
  }

  /** A memory of its own, empty. */
  Replica freshMemory() {
    return new Replica(model, mappings, memory.create(ModelInternals.schema(model), seed), options);
  }

  /** Runs the history on both and returns the first difference. */
  public Optional<Disagreement> difference(History history) {
    return compare(history).difference();
  }

  /** Runs the history on both. */
  public Comparison.Verdict compare(History history) {
    HistoryResult mine;
    try (Replica fresh = freshMemory()) {
      mine = fresh.run(history);
    }
    database.clear();
    HistoryResult theirs = database.run(history);
    compared += theirs.observations().size() + 1L;
    last = theirs;
    violations = theirs.observations().stream()
        .map(Observation::outcome)
        .filter(Outcome::isViolation)
        .map(Outcome::text)
        .toList();
    return new Comparison(
            (refused, other) -> {
              String constraint = refused.outcome().text();
              History kept = without(history, attemptsRefusedBefore(refused, mine));
              return OtherReason.isGiven(
                      model, mappings, memory, options, seed, history, constraint, other)
                  || OtherReason.isGiven(
                      model, mappings, memory, options, seed, kept, constraint, other);
            },
            refused -> isLetPassInSeries(history, refused))
        .of(mine, theirs);
  }

  /** Whether memory has nothing against a unit that it has refused, if that begins after the other one. */
  private boolean isLetPassInSeries(History history, Observation refused) {
    try (Replica fresh = freshMemory()) {
      return fresh
          .run(history.inSeries(refused.phase(), refused.isOfFirst()))
          .observations()
          .stream()
          .filter(each -> each.unit().equals(refused.unit()))
          .noneMatch(each -> each.outcome().equals(refused.outcome()));
    }
  }

  /** The attempts that a rule has refused as a whole, and so left nothing. */
  @SuppressWarnings("ReferenceEquality") // one of several that may be equal
  private static List<Step> attemptsRefusedBefore(Observation end, HistoryResult result) {
    return result.observations().stream()
        .takeWhile(each -> each != end)
        .filter(each -> each.outcome().isViolation())
        .flatMap(each -> Stream.ofNullable(each.step()))
        .filter(step -> step instanceof Attempt)
        .toList();
  }

  private static History without(History history, List<Step> steps) {
    var left = new ArrayList<Phase>();
    for (Phase phase : history.phases()) {
      left.add(phase instanceof Phase.Unit unit ? without(unit, steps) : phase);
    }
    return History.of(left);
  }

  @SuppressWarnings("ReferenceEquality") // one of several that may be equal
  private static Phase without(Phase.Unit unit, List<Step> steps) {
    return unit.with(unit.steps().stream()
        .filter(step -> steps.stream().noneMatch(other -> other == step))
        .toList());
  }

  @Override
  public void close() {
    database.close();
  }
}
