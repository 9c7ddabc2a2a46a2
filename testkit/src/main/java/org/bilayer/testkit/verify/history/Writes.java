package org.bilayer.testkit.verify.history;

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
  record Put(Way way, String table, RowValues row) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return switch (way) {
        case ADD -> visitor.add(table, row);
        case UPSERT -> visitor.upsert(table, row);
        case ADD_GENERATED -> visitor.addGenerated(table, row);
      };
    }

    @Override
    public String name() {
      return way.word;
    }

    @Override
    public String toString() {
      return way.word + "(" + Literal.of(table) + ", " + row + ")";
    }
  }

  /** Writes a whole aggregate that was edited elsewhere. */
  record PutAt(String table, RowValues row, long version) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.updateAt(table, row, version);
    }

    @Override
    public String name() {
      return "update at version";
    }

    @Override
    public String toString() {
      return "updateAt(" + Literal.of(table) + ", " + row + ", " + version + ")";
    }
  }

  /** Loads an aggregate and hands in its next state. */
  record Change(String table, List<Object> key, List<Edit> edits) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.change(table, key, edits);
    }

    @Override
    public String name() {
      return "change";
    }

    @Override
    public String toString() {
      return "change(" + Literal.of(table) + ", " + Literal.key(key)
          + edits.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }

  /** Loads an aggregate and removes it. */
  record Remove(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.remove(table, key);
    }

    @Override
    public String name() {
      return "remove";
    }

    @Override
    public String toString() {
      return "remove(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Removes an aggregate by its id alone. */
  record RemoveById(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.removeById(table, key);
    }

    @Override
    public String name() {
      return "removeById";
    }

    @Override
    public String toString() {
      return "removeById(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Removes an aggregate known elsewhere. */
  record RemoveAt(String table, List<Object> key, long version) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.removeAt(table, key, version);
    }

    @Override
    public String name() {
      return "remove at version";
    }

    @Override
    public String toString() {
      return "removeAt(" + Literal.of(table) + ", " + Literal.key(key) + ", " + version + ")";
    }
  }

  /** Loads an aggregate and guards it. */
  record Guard(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.guard(table, key);
    }

    @Override
    public String name() {
      return "guard";
    }

    @Override
    public String toString() {
      return "guard(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Changes all that satisfy a condition; removes them where nothing is assigned. */
  record Bulk(String table, Filter where, List<Assignment> assignments) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return assignments.isEmpty()
          ? visitor.deleteAll(table, where)
          : visitor.updateAll(table, where, assignments);
    }

    @Override
    public String name() {
      return assignments.isEmpty() ? "bulk delete" : "bulk update";
    }

    @Override
    public boolean isSetBased() {
      return true;
    }

    @Override
    public String toString() {
      return (assignments.isEmpty() ? "deleteAll(" : "updateAll(") + Literal.of(table) + ", "
          + where + assignments.stream().map(each -> ", " + each).collect(Collectors.joining())
          + ")";
    }
  }

  /** Writes what is pending. */
  record Flush() implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.flush();
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
    public String toString() {
      return "flush()";
    }
  }
}
