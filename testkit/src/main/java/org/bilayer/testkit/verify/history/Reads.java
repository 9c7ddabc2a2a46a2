package org.bilayer.testkit.verify.history;

import java.util.List;
import java.util.stream.Collectors;

/** The steps that only read. */
final class Reads {

  private Reads() {}

  /** Finds by id. */
  record Find(String table, List<Object> key, boolean forUpdate) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.find(table, key, forUpdate);
    }

    @Override
    public boolean isRead() {
      return !forUpdate;
    }

    @Override
    public boolean isForReaders() {
      return !forUpdate;
    }

    @Override
    public String name() {
      return forUpdate ? "findForUpdate" : "find";
    }

    @Override
    public String toString() {
      return (forUpdate ? "findForUpdate(" : "find(") + Literal.of(table) + ", " + Literal.key(key)
          + ")";
    }
  }

  /** Finds by several ids. */
  record FindAll(String table, List<List<Object>> keys) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.findAllById(table, keys);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "findAllById";
    }

    @Override
    public String toString() {
      return "findAllById(" + Literal.of(table) + (keys.isEmpty() ? "" : ", ") + Literal.keys(keys)
          + ")";
    }
  }

  /** Asks by id whether there is an aggregate. */
  record ExistsById(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.existsById(table, key);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "existsById";
    }

    @Override
    public String toString() {
      return "existsById(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /** Finds an aggregate and its version, outside of the unit. */
  record FindVersioned(String table, List<Object> key) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.findVersioned(table, key);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "findVersioned";
    }

    @Override
    public String toString() {
      return "findVersioned(" + Literal.of(table) + ", " + Literal.key(key) + ")";
    }
  }

  /**
   * Finds aggregates and their versions by condition, outside of the unit.
   *
   * @param limit most rows; -1 for all
   */
  record AskVersioned(String table, Filter where, List<SortBy> order, int limit) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.queryVersioned(table, where, order, limit);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "queryVersioned";
    }

    @Override
    public String toString() {
      return "queryVersioned(" + Literal.of(table) + ", " + where + ", " + limit
          + order.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }

  /** Reads outside of the unit. */
  record Reader(Step read) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.reader(read);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String table() {
      return read.table();
    }

    @Override
    public String name() {
      return "reader";
    }

    @Override
    public String toString() {
      return "reader(" + read + ")";
    }
  }

  /** Takes the next number of a sequence. Which one it is differs, as gaps do; that it is greater than the last does not. */
  record NextNumber(String sequence) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.nextNumber(sequence);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String table() {
      return "";
    }

    @Override
    public String name() {
      return "nextNumber";
    }

    @Override
    public String toString() {
      return "nextNumber(" + Literal.of(sequence) + ")";
    }
  }

  /** How a query is asked. */
  enum Way {
    LIST("query"),
    STREAM("stream"),
    PAGES("pages"),
    LOCKED("queryForUpdate");

    private final String word;

    Way(String word) {
      this.word = word;
    }
  }

  /**
   * Finds by condition.
   *
   * @param limit most rows, or the size of a page; -1 for all
   */
  record Ask(Way way, String table, Filter where, List<SortBy> order, int limit) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return switch (way) {
        case LIST, LOCKED -> visitor.query(table, where, order, limit, way == Way.LOCKED);
        case STREAM -> visitor.stream(table, where, order, limit);
        case PAGES -> visitor.pages(table, where, order, limit);
      };
    }

    @Override
    public boolean isRead() {
      return way != Way.LOCKED;
    }

    @Override
    public boolean isForReaders() {
      return way == Way.LIST || way == Way.PAGES;
    }

    @Override
    public String name() {
      return way.word;
    }

    @Override
    public String toString() {
      return way.word + "(" + Literal.of(table) + ", " + where + ", " + limit
          + order.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }

  /** Counts, or asks whether there is one. */
  record Count(String table, Filter where, boolean existsOnly) implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return existsOnly ? visitor.exists(table, where) : visitor.count(table, where);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return existsOnly ? "exists" : "count";
    }

    @Override
    public String toString() {
      return name() + "(" + Literal.of(table) + ", " + where + ")";
    }
  }

  /**
   * Selects columns.
   *
   * @param limit most rows; -1 for all
   */
  record Select(String table, Filter where, List<String> columns, List<SortBy> order, int limit)
      implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.select(table, where, columns, order, limit);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "select";
    }

    @Override
    public String toString() {
      return "select(" + Literal.of(table) + ", " + where + ", columns(" + Literal.all(columns)
          + "), " + limit + order.stream().map(each -> ", " + each).collect(Collectors.joining())
          + ")";
    }
  }

  /** Computes totals per group. */
  record Totals(String table, Filter where, List<String> groupBy, List<Total> totals)
      implements Step {

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.totals(table, where, groupBy, totals);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public boolean isForReaders() {
      return true;
    }

    @Override
    public String name() {
      return "totals";
    }

    @Override
    public String toString() {
      return "totals(" + Literal.of(table) + ", " + where + ", columns(" + Literal.all(groupBy)
          + ")" + totals.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }
}
