package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The committed aggregates, and a history that is performed on them beside a backend. Where the contract leaves an outcome
 * open, the backend's own decides how the model goes on.
 */
final class World {

  /** "Another unit of work was first." */
  static Refusal conflict() {
    return Refusal.ofAnyMessage(ConflictException.class);
  }

  private final Rules rules;
  private final Schema schema;
  private final Map<String, MappingUnderTest<?, ?>> mappings;
  private final GeneratedIds ids;
  private final List<Observation> observed;
  private final List<Set<Aggregate.Id>> commits = new ArrayList<>();
  private State committed;
  private int index;
  private boolean isPair;

  /** Where the step under way is observed; set by whoever performs the step. */
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
      world.requireModelled(history);
      int number = 0;
      for (Phase phase : history.phases()) {
        number++;
        if (phase instanceof Phase.Unit unit) {
          world.run(unit, "unit " + number);
        } else if (phase instanceof Phase.Interleaved pair) {
          world.run(pair, "phase " + number);
        }
      }
      world.compareRows(history, result.contents());
      return Opinion.agrees();
    } catch (Opinion opinion) {
      return opinion;
    }
  }

  private void requireModelled(History history) {
    for (String name : history.tables()) {
      if (mapping(name).isFilled()) {
        throw Opinion.notModelled("columns that the database fills");
      }
    }
  }

  private void run(Phase.Unit unit, String name) {
    if (unit.isInRun()) {
      compare(name + ", its tries", "run", Outcome.answer("1"));
    }
    isPair = false;
    var run = new ModelRun(rules, this, name, unit.isReadOnly(), unit.isInRun());
    unit.steps().forEach(run::run);
    run.end(unit.isRolledBack());
  }

  private void run(Phase.Interleaved pair, String name) {
    if (pair.isFirstInRun() || pair.level() != Level.SNAPSHOT) {
      throw Opinion.notModelled(
          "two units at once " + (pair.isFirstInRun() ? "in run" : "at " + pair.level()));
    }
    isPair = true;
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

  private void compareRows(History history, String contents) {
    var tables = new LinkedHashSet<Table>();
    for (String name : history.tables()) {
      tables.add(mapping(name).root());
      tables.addAll(mapping(name).owned());
    }
    String expected = committed.contents(tables, ids);
    if (!expected.equals(contents)) {
      throw Opinion.differs("the rows at the end", "", expected, contents);
    }
  }

  /** Whether two units are at work. */
  boolean isPair() {
    return isPair;
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

  void compare(String here, String what, Outcome answer) {
    compare(here, what, new Refusal(Set.of(answer)));
  }

  /** Compares what came of a step with what the contract allows, and returns it. */
  Outcome compare(String here, String what, Refusal allowed) {
    String expected = String.valueOf(allowed.getMessage());
    if (index >= observed.size()) {
      throw Opinion.differs(here, what, expected, "the unit is over");
    }
    Observation next = observed.get(index);
    Outcome said = next.outcome();
    if (!next.place().equals(here)) {
      String first = "first " + here + ": " + expected;
      throw Opinion.differs(next.place(), next.name(), first, said.toString());
    }
    if (!allowed.allows(said)) {
      boolean looksAtNewest = next.setBased() || next.name().equals("queryForUpdate");
      if (next.concurrent() && looksAtNewest && said.isConflict()) {
        // MariaDB looks for the rows of a set-based change or of a lock among the newest, too.
        throw Opinion.notModelled(
            "a conflict of a set-based change or of a lock with a row that it does not meet");
      }
      throw Opinion.differs(here, what, expected, said.toString());
    }
    index++;
    return said;
  }

  // --- what is committed ---

  Schema schema() {
    return schema;
  }

  MappingUnderTest<?, ?> mapping(String table) {
    return Objects.requireNonNull(mappings.get(table), table);
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
