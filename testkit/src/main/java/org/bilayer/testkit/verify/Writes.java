package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps that change something. */
final class Writes {

  private Writes() {}

  /** How a whole row is written. */
  enum Way {
    ADD("add"),
    UPSERT("upsert"),
    ADD_GENERATED("addGenerated");

    private final String word;

    Way(String word) {
      this.word = word;
    }
  }

  /** Writes a whole aggregate. */
  record Put(Way way, String table, RowValues row) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      MappingUnderTest<?, ?> subject = stage.subject(table);
      return switch (way) {
        case ADD -> subject.add(stage, row);
        case UPSERT -> subject.upsert(stage, row);
        case ADD_GENERATED -> subject.addGenerated(stage, row);
      };
    }

    @Override
    public String name() {
      return way.word;
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      if (way == Way.UPSERT) {
        simpler.add(new Put(Way.ADD, table, row));
      }
      simplifier.simpler(table, row).forEach(less -> simpler.add(new Put(way, table, less)));
      return simpler;
    }

    @Override
    public String toString() {
      return way.word + "(" + Literal.of(table) + ", " + row + ")";
    }
  }

  /** Writes a whole aggregate that was edited elsewhere. */
  record PutAt(String table, RowValues row, long version) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).updateAt(stage, row, version);
    }

    @Override
    public String name() {
      return "update at version";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return simplifier.simpler(table, row).stream()
          .<Step>map(less -> new PutAt(table, less, version))
          .toList();
    }

    @Override
    public String toString() {
      return "updateAt(" + Literal.of(table) + ", " + row + ", " + version + ")";
    }
  }

  /** Loads an aggregate and hands in its next state. */
  record Change(String table, List<Object> key, List<Edit> edits) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).change(stage, key, edits);
    }

    @Override
    public String name() {
      return "change";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      Simplifier.without(edits).forEach(less -> simpler.add(new Change(table, key, less)));
      for (int i = 0; i < edits.size(); i++) {
        for (Edit less : simplifier.simpler(table, edits.get(i))) {
          var next = new ArrayList<>(edits);
          next.set(i, less);
          simpler.add(new Change(table, key, next));
        }
      }
      return simpler;
    }

    @Override
    public String toString() {
      return "change(" + Literal.of(table) + ", " + Reads.key(key)
          + edits.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }

  /** Loads an aggregate and removes it. */
  record Remove(String table, List<Object> key) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).remove(stage, key);
    }

    @Override
    public String name() {
      return "remove";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return List.of();
    }

    @Override
    public String toString() {
      return "remove(" + Literal.of(table) + ", " + Reads.key(key) + ")";
    }
  }

  /** Removes an aggregate known elsewhere. */
  record RemoveAt(String table, List<Object> key, long version) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).removeAt(stage, key, version);
    }

    @Override
    public String name() {
      return "remove at version";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return List.of();
    }

    @Override
    public String toString() {
      return "removeAt(" + Literal.of(table) + ", " + Reads.key(key) + ", " + version + ")";
    }
  }

  /** Loads an aggregate and guards it. */
  record Guard(String table, List<Object> key) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).guard(stage, key);
    }

    @Override
    public String name() {
      return "guard";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return List.of();
    }

    @Override
    public String toString() {
      return "guard(" + Literal.of(table) + ", " + Reads.key(key) + ")";
    }
  }

  /** Changes all that satisfy a condition; removes them where nothing is assigned. */
  record Bulk(String table, Filter where, List<Assignment> assignments) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).bulk(stage, where, assignments);
    }

    @Override
    public String name() {
      return assignments.isEmpty() ? "bulk delete" : "bulk update";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      if (assignments.size() > 1) {
        Simplifier.without(assignments).forEach(less -> simpler.add(new Bulk(table, where, less)));
      }
      simplifier
          .simpler(table, where)
          .forEach(less -> simpler.add(new Bulk(table, less, assignments)));
      return simpler;
    }

    @Override
    public String toString() {
      return (assignments.isEmpty() ? "deleteAll(" : "updateAll(") + Literal.of(table) + ", "
          + where + assignments.stream().map(each -> ", " + each).collect(Collectors.joining())
          + ")";
    }
  }

  /** Writes what is pending. */
  record Flush() implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      stage.work().flush();
      return "flushed";
    }

    @Override
    public String table() {
      return "";
    }

    @Override
    public String name() {
      return "flush";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return List.of();
    }

    @Override
    public String toString() {
      return "flush()";
    }
  }

  /** A part that may fail, or that fails at its end on purpose. */
  record Attempt(List<Step> steps, boolean undone) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.attempt(steps, undone);
    }

    @Override
    public String table() {
      return "";
    }

    @Override
    public String name() {
      return "attempt";
    }

    @Override
    public int size() {
      return 1 + steps.stream().mapToInt(step -> ((DrawnStep) step).size()).sum();
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      Simplifier.without(steps).forEach(less -> simpler.add(new Attempt(less, undone)));
      for (int i = 0; i < steps.size(); i++) {
        for (Step less : ((DrawnStep) steps.get(i)).simpler(simplifier)) {
          var next = new ArrayList<>(steps);
          next.set(i, less);
          simpler.add(new Attempt(next, undone));
        }
      }
      return simpler;
    }

    @Override
    public String toString() {
      return (undone ? "undoneAttempt(" : "attempt(")
          + steps.stream().map(Step::toString).collect(Collectors.joining(", ")) + ")";
    }
  }
}
