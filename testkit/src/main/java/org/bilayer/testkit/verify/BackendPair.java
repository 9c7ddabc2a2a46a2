package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.LayerOptions;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;

/** Memory, fresh for every history, against one database, which is emptied before each. One thread. */
final class BackendPair implements AutoCloseable {

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> subjects;
  private final Backend memory;
  private final LayerOptions options;
  private final Replica database;
  private final long seed;
  private long compared;
  private List<String> violations = List.of();

  /** What the last history came to on the database. */
  private Trace last = new Trace(List.of(), "");

  BackendPair(
      Model model,
      Map<String, MappingUnderTest<?, ?>> subjects,
      Backend memory,
      Store database,
      LayerOptions options,
      long seed) {
    this.model = model;
    this.subjects = subjects;
    this.memory = memory;
    this.options = options;
    this.seed = seed;
    this.database = new Replica(model, subjects, database, options);
  }

  /** How many outcomes were compared until now. */
  long compared() {
    return compared;
  }

  /** The constraints that the database named in the last history. */
  List<String> violations() {
    return violations;
  }

  Replica database() {
    return database;
  }

  /** A memory of its own, empty. */
  Replica freshMemory() {
    return new Replica(model, subjects, memory.create(ModelInternals.schema(model), seed), options);
  }

  /** Runs the history on both and returns the first difference; counts in a recording what was the same. */
  Optional<Disagreement> difference(History history, Recording recording, String name) {
    Comparison.Verdict verdict = verdict(history);
    recording.compared(name, history, last, verdict);
    return verdict.difference();
  }

  /** Runs the history on both and returns the first difference. */
  Optional<Disagreement> difference(History history) {
    return verdict(history).difference();
  }

  private Comparison.Verdict verdict(History history) {
    Trace mine;
    try (Replica fresh = freshMemory()) {
      mine = fresh.run(history);
    }
    database.clear();
    Trace theirs = database.run(history);
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
              History kept = history.without(attemptsRefusedBefore(refused, mine));
              return OtherReason.isGiven(
                      model, subjects, memory, options, seed, history, constraint, other)
                  || OtherReason.isGiven(
                      model, subjects, memory, options, seed, kept, constraint, other);
            },
            refused -> isLetPassInSeries(history, refused))
        .of(mine, theirs);
  }

  /** Whether memory has nothing against a unit that it has refused, if that begins after the other one. */
  private boolean isLetPassInSeries(History history, Observation refused) {
    try (Replica fresh = freshMemory()) {
      return fresh.run(history.inSeries(refused.act(), refused.isOfFirst())).observations().stream()
          .filter(each -> each.unit().equals(refused.unit()))
          .noneMatch(each -> each.outcome().equals(refused.outcome()));
    }
  }

  /** The attempts that a rule has refused as a whole, and so left nothing. */
  @SuppressWarnings("ReferenceEquality") // one of several that may be equal
  private static List<Step> attemptsRefusedBefore(Observation end, Trace trace) {
    return trace.observations().stream()
        .takeWhile(each -> each != end)
        .filter(each -> each.outcome().isViolation())
        .flatMap(each -> Stream.ofNullable(each.step()))
        .filter(step -> step instanceof Writes.Attempt)
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
