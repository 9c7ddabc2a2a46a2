package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps that only read. */
final class Reads {

  private Reads() {}

  private static String keys(List<List<Object>> keys) {
    return keys.stream().map(Reads::key).collect(Collectors.joining(", "));
  }

  static String key(List<Object> key) {
    return "key(" + Literal.all(key) + ")";
  }

  /** Finds by id. */
  record Find(String table, List<Object> key, boolean forUpdate) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).find(stage, key, forUpdate);
    }

    @Override
    public boolean isRead() {
      return !forUpdate;
    }

    @Override
    public String name() {
      return forUpdate ? "findForUpdate" : "find";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return forUpdate ? List.of(new Find(table, key, false)) : List.of();
    }

    @Override
    public String toString() {
      return (forUpdate ? "findForUpdate(" : "find(") + Literal.of(table) + ", " + Reads.key(key)
          + ")";
    }
  }

  /** Finds by several ids. */
  record FindAll(String table, List<List<Object>> keys) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).findAllById(stage, keys);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return "findAllById";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return Simplifier.without(keys).stream()
          .<Step>map(less -> new FindAll(table, less))
          .toList();
    }

    @Override
    public String toString() {
      return "findAllById(" + Literal.of(table) + (keys.isEmpty() ? "" : ", ") + Reads.keys(keys)
          + ")";
    }
  }

  /** Takes the next number of a sequence. Which one it is differs, as gaps do; that it is greater than the last does not. */
  record NextNumber(String sequence) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      long number = stage.work().nextValue(stage.ids().sequence(sequence));
      return stage.ids().isNext(sequence, number) ? "a greater number" : "not a greater number";
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
    public List<Step> simpler(Simplifier simplifier) {
      return List.of();
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
  record Ask(Way way, String table, Filter where, List<SortBy> order, int limit)
      implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      MappingUnderTest<?, ?> subject = stage.subject(table);
      return switch (way) {
        case LIST, LOCKED -> subject.query(stage, where, order, limit, way == Way.LOCKED);
        case STREAM -> subject.stream(stage, where, order, limit);
        case PAGES -> subject.pages(stage, where, order, limit);
      };
    }

    @Override
    public boolean isRead() {
      return way != Way.LOCKED;
    }

    @Override
    public String name() {
      return way.word;
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      if (way == Way.LOCKED || way == Way.STREAM) {
        simpler.add(new Ask(Way.LIST, table, where, order, limit));
      }
      if (way == Way.PAGES) {
        simpler.add(new Ask(Way.LIST, table, where, order, -1));
      } else if (limit >= 0) {
        simpler.add(new Ask(way, table, where, order, -1));
      }
      simplifier
          .simpler(table, where)
          .forEach(less -> simpler.add(new Ask(way, table, less, order, limit)));
      if (way == Way.PAGES || limit < 0 || order.size() > 1) {
        Simplifier.without(order)
            .forEach(less -> simpler.add(new Ask(way, table, where, less, limit)));
      }
      return simpler;
    }

    @Override
    public String toString() {
      return way.word + "(" + Literal.of(table) + ", " + where + ", " + limit
          + order.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }

  /** Counts, or asks whether there is one. */
  record Count(String table, Filter where, boolean existsOnly) implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).count(stage, where, existsOnly);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return existsOnly ? "exists" : "count";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      return simplifier.simpler(table, where).stream()
          .<Step>map(less -> new Count(table, less, existsOnly))
          .toList();
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
      implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).select(stage, where, columns, order, limit);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return "select";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      if (columns.size() > 1) {
        Simplifier.without(columns)
            .forEach(less -> simpler.add(new Select(table, where, less, order, limit)));
      }
      if (limit < 0) {
        Simplifier.without(order)
            .forEach(less -> simpler.add(new Select(table, where, columns, less, limit)));
      } else {
        simpler.add(new Select(table, where, columns, order, -1));
      }
      simplifier
          .simpler(table, where)
          .forEach(less -> simpler.add(new Select(table, less, columns, order, limit)));
      return simpler;
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
      implements DrawnStep {

    @Override
    public String perform(UnitRun stage) {
      return stage.subject(table).totals(stage, where, groupBy, totals);
    }

    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public String name() {
      return "totals";
    }

    @Override
    public List<Step> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Step>();
      if (totals.size() > 1) {
        Simplifier.without(totals)
            .forEach(less -> simpler.add(new Totals(table, where, groupBy, less)));
      }
      Simplifier.without(groupBy)
          .forEach(less -> simpler.add(new Totals(table, where, less, totals)));
      simplifier
          .simpler(table, where)
          .forEach(less -> simpler.add(new Totals(table, less, groupBy, totals)));
      return simpler;
    }

    @Override
    public String toString() {
      return "totals(" + Literal.of(table) + ", " + where + ", columns(" + Literal.all(groupBy)
          + ")" + totals.stream().map(each -> ", " + each).collect(Collectors.joining()) + ")";
    }
  }
}
