package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.bilayer.value.Level;

/**
 * Memory, fresh for every history, against one database, which is emptied before each. Without a database, memory alone.
 * Checks look at both after each history. One thread.
 */
public final class BackendPair implements AutoCloseable {

  private static final String ALONE = "memory";

  private final Model model;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final Backend memory;
  private final LayerOptions options;
  private final Optional<Replica> database;
  private final List<HistoryCheck> checks;
  private final long seed;
  private long compared;
  private List<String> violations = List.of();

  /**
   * Opens the database's layer.
   *
   * @param database what memory is compared with; empty for memory alone
   * @param checks asked in this order after each history
   */
  public BackendPair(
      Model model,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Backend memory,
      Optional<Store> database,
      LayerOptions options,
      long seed,
      List<HistoryCheck> checks) {
    this.model = model;
    this.mappings = mappings;
    this.memory = memory;
    this.options = options;
    this.seed = seed;
    this.database = database.map(store -> new Replica(model, mappings, store, options));
    this.checks = List.copyOf(checks);
  }

  /** How many outcomes were compared until now. */
  public long compared() {
    return compared;
  }

  /** The constraints that the database named in the last history; without a database, those that memory named. */
  public List<String> violations() {
    return violations;
  }

  /** The product and version of the database; "memory" without one. */
  public String name() {
    return database.map(Replica::name).orElse(ALONE);
  }

  /** The levels that the database offers; without a database, those of memory. */
  public Set<Level> levels() {
    return database.map(replica -> replica.store().levels()).orElseGet(memory::levels);
  }

  /** A memory of its own, empty. */
  Replica freshMemory() {
    return new Replica(model, mappings, memory.create(ModelInternals.schema(model), seed), options);
  }

  /** Runs the history on both and returns the first difference. */
  public Optional<Disagreement> difference(History history) {
    return compare(history).difference();
  }

  /** Runs the history on both, compares them, and asks the checks. */
  public Comparison.Verdict compare(History history) {
    try (Replica fresh = freshMemory()) {
      var mine = new HistoryRun.Side(fresh, fresh.run(history));
      Optional<HistoryRun.Side> theirs = database.map(replica -> {
        replica.clear();
        return new HistoryRun.Side(replica, replica.run(history));
      });
      List<Observation> last = theirs.orElse(mine).result().observations();
      compared += last.size() + 1L;
      violations = last.stream()
          .map(Observation::outcome)
          .filter(Outcome::isViolation)
          .map(Outcome::text)
          .toList();
      Comparison.Verdict verdict = theirs
          .map(database -> compared(history, mine.result(), database))
          .orElseGet(
              () -> new Comparison.Verdict(Optional.empty(), mine.result().observations(), ""));
      return checked(new HistoryRun(history, mine, theirs, verdict));
    }
  }

  private Comparison.Verdict compared(
      History history, HistoryResult mine, HistoryRun.Side database) {
    return new Comparison(
            (refused, other) -> {
              String constraint = refused.outcome().text();
              History kept = without(history, attemptsRefusedBefore(refused, mine));
              return OtherReason.isGiven(
                      model, mappings, memory, options, seed, history, constraint, other)
                  || OtherReason.isGiven(
                      model, mappings, memory, options, seed, kept, constraint, other);
            },
            refused -> isLetPassInSeries(history, refused),
            history)
        .of(mine, database.result(), database.replica().name());
  }

  private Comparison.Verdict checked(HistoryRun run) {
    for (HistoryCheck check : checks) {
      Optional<Disagreement> found = check.check(run);
      if (found.isPresent()) {
        return new Comparison.Verdict(
            found, run.verdict().equal(), run.verdict().leftOpen());
      }
    }
    return run.verdict();
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
    database.ifPresent(Replica::close);
  }
}
