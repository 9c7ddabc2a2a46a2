package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.failure.ConflictException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.HistoryResult;
import org.bilayer.testkit.verify.comparing.Observation;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/**
 * The committed rows, and a history that is performed on them beside a backend. Where the contract leaves an outcome open, the
 * backend's own decides how the model goes on.
 */
final class World {

  /** "Another unit of work was first." */
  static final Refusal CONFLICT = Refusal.ofAnyMessage(ConflictException.class);

  /**
   * What the model has found.
   *
   * @param index which observation of the backend differs, or is the first that is not modelled
   * @param finding empty if the backend and the model agree
   * @param notModelled what ended the comparison; empty where nothing did
   */
  record Opinion(int index, Optional<Finding> finding, String notModelled) {}

  /** A place at which a backend's answer is not the model's. */
  record Finding(String place, String what, String expected, String said) {}

  /** Ends the history at a finding. */
  static final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Finding finding;

    Differs(Finding finding) {
      super(null, null, false, false);
      this.finding = finding;
    }
  }

  private final Rules rules;
  private final Schema schema;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final GeneratedIds ids;
  private final List<Observation> observed;
  private final List<Set<Aggregate.Id>> commits = new ArrayList<>();
  private State committed;
  private int index;

  /** The observation that the step under way may lead to next; set by whoever performs it. */
  private String place = "";

  private World(
      Rules rules,
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      List<Observation> observed) {
    this.rules = rules;
    this.schema = schema;
    this.mappings = mappings;
    this.ids = new GeneratedIds(schema);
    this.observed = observed;
    this.committed = new State(rules, schema);
  }

  /** Performs a history beside a backend and compares each answer, and the rows at the end. */
  static Opinion of(
      Rules rules,
      Schema schema,
      Map<String, MappingUnderTest<?, ?>> mappings,
      History history,
      HistoryResult result) {
    var world = new World(rules, schema, mappings, result.observations());
    try {
      world.run(history);
      world.end(history, result);
      return new Opinion(world.index, Optional.empty(), "");
    } catch (Differs e) {
      return new Opinion(world.index, Optional.of(e.finding), "");
    } catch (NotModelled e) {
      return new Opinion(world.index, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private void run(History history) {
    int number = 0;
    for (Phase phase : history.phases()) {
      number++;
      if (phase instanceof Phase.Unit unit) {
        String name = "unit " + number;
        if (unit.isInRun()) {
          answer(name + ", its tries", "run", Outcome.answer("1"));
        }
        var run = new ModelRun(rules, this, name, unit.isReadOnly(), unit.isInRun());
        unit.steps().forEach(run::run);
        run.end(unit.isRolledBack());
      } else if (phase instanceof Phase.Interleaved pair) {
        run(pair, "phase " + number);
      }
    }
  }

  private void run(Phase.Interleaved pair, String name) {
    if (pair.isFirstInRun()) {
      throw new NotModelled("two units at once, one of them in run");
    }
    if (pair.level() != Level.SNAPSHOT) {
      throw new NotModelled("two units at once at " + pair.level());
    }
    var first = new ModelRun(rules, this, name + ", first unit", false, false);
    var second = new ModelRun(rules, this, name + ", second unit", false, false);
    for (Turn turn : pair.turns()) {
      ModelRun run = turn.first() ? first : second;
      if (turn.step() == null) {
        run.end(turn.rolledBack());
      } else {
        run.run(turn.step());
      }
    }
  }

  private void end(History history, HistoryResult result) {
    var tables = new LinkedHashSet<Table>();
    for (String name : history.tables()) {
      MappingUnderTest<?, ?> mapping = mapping(name);
      tables.add(mapping.root());
      tables.addAll(mapping.owned());
    }
    String expected = committed.contents(tables, ids);
    if (!expected.equals(result.contents())) {
      throw new Differs(new Finding("the rows at the end", "", expected, result.contents()));
    }
  }

  // --- what the backend said ---

  void at(String next) {
    place = next;
  }

  /** If the backend has refused the step for a reason that the contract leaves open, the model refuses it too. */
  void mayRefuse(Refusal refusal) {
    Observation next = index < observed.size() ? observed.get(index) : null;
    if (next != null && next.place().equals(place) && refusal.allows(next.outcome())) {
      throw refusal;
    }
  }

  /** Compares an answer. */
  void answer(String here, String what, Outcome answer) {
    Outcome said = said(here, what, answer.toString());
    if (observed.get(index).concurrent() && observed.get(index).setBased() && said.isConflict()) {
      // MariaDB looks for the rows of a set-based change among the newest, too.
      throw new NotModelled(
          "a conflict of a set-based change with a row that the change does not meet");
    }
    if (!said.equals(answer)) {
      throw new Differs(new Finding(here, what, answer.toString(), said.toString()));
    }
    index++;
  }

  /** Compares a refusal, and returns the one that the backend has chosen. */
  Outcome refusal(String here, String what, Refusal refusal) {
    Outcome said = said(here, what, String.valueOf(refusal.getMessage()));
    if (!refusal.allows(said)) {
      throw new Differs(
          new Finding(here, what, String.valueOf(refusal.getMessage()), said.toString()));
    }
    index++;
    return said;
  }

  private Outcome said(String here, String what, String expected) {
    if (index >= observed.size()) {
      throw new Differs(new Finding(here, what, expected, "the unit is over"));
    }
    Observation next = observed.get(index);
    if (!next.place().equals(here)) {
      throw new Differs(new Finding(
          next.place(),
          next.name(),
          "first " + here + ": " + expected,
          next.outcome().toString()));
    }
    return next.outcome();
  }

  // --- what is committed ---

  Schema schema() {
    return schema;
  }

  MappingUnderTest<?, ?> mapping(String table) {
    MappingUnderTest<?, ?> mapping = mappings.get(table);
    if (mapping == null) {
      throw new NotModelled("the table " + table);
    }
    return mapping;
  }

  GeneratedIds ids() {
    return ids;
  }

  State committed() {
    return committed.copy();
  }

  /** How many units have committed. */
  int commits() {
    return commits.size();
  }

  /** Whether a unit that has committed since has written one of some aggregates. */
  boolean hasCommitted(Set<Aggregate.Id> written, int since) {
    return commits.subList(since, commits.size()).stream()
        .anyMatch(each -> each.stream().anyMatch(written::contains));
  }

  void commit(State rows, Set<Aggregate.Id> written) {
    committed = rows;
    if (!written.isEmpty()) {
      commits.add(Set.copyOf(written));
    }
  }

  /** Whether rows may refer to one another in a circle by a reference. */
  boolean isInACircle(Table table, ForeignKey key) {
    return table.owner().filter(key::equals).isEmpty()
        && reaches(schema.table(key.target()), table, new HashSet<>());
  }

  private boolean reaches(Table from, Table to, Set<Table> seen) {
    return from == to
        || (seen.add(from)
            && from.foreignKeys().stream()
                .anyMatch(key -> reaches(schema.table(key.target()), to, seen)));
  }
}
