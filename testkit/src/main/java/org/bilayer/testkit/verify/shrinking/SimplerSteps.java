package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.StepVisitor;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The steps that are simpler than one, the boldest first. */
final class SimplerSteps implements StepVisitor<List<Step>> {

  private final SimplerRows rows;

  SimplerSteps(Map<String, MappingUnderTest<?, ?>> mappings) {
    this.rows = new SimplerRows(mappings);
  }

  private static <E> List<Step> each(List<E> all, Function<E, Step> step) {
    return all.stream().map(step).toList();
  }

  /** A query in one of its forms. */
  private interface Form {
    Step of(String table, Filter where, int limit, SortBy... order);
  }

  /** The parts that queries have in common. */
  private record Limited(Filter where, List<SortBy> order, int limit) {

    Step as(String table, Form form) {
      return form.of(table, where, limit, order.toArray(SortBy[]::new));
    }

    Step select(String table, List<String> columns) {
      return Steps.select(table, where, columns, limit, order.toArray(SortBy[]::new));
    }
  }

  /** Without the limit, with a simpler condition, with a shorter order; a limit needs an order. */
  private static List<Step> limited(Limited query, Function<Limited, Step> step) {
    var simpler = new ArrayList<Limited>();
    if (query.limit() >= 0) {
      simpler.add(new Limited(query.where(), query.order(), -1));
    }
    for (Filter less : SimplerFilters.of(query.where())) {
      simpler.add(new Limited(less, query.order(), query.limit()));
    }
    if (query.limit() < 0 || query.order().size() > 1) {
      for (List<SortBy> less : Sublists.without(query.order())) {
        simpler.add(new Limited(query.where(), less, query.limit()));
      }
    }
    return each(simpler, step);
  }

  // --- reads ---

  @Override
  public List<Step> find(String table, List<Object> key, boolean forUpdate) {
    return forUpdate ? List.of(Steps.find(table, key)) : List.of();
  }

  @Override
  public List<Step> findAllById(String table, List<List<Object>> keys) {
    return each(Sublists.without(keys), less -> Steps.findAllById(table, less));
  }

  @Override
  public List<Step> existsById(String table, List<Object> key) {
    return List.of();
  }

  @Override
  public List<Step> query(
      String table, Filter where, List<SortBy> order, int limit, boolean forUpdate) {
    if (!forUpdate) {
      return limited(new Limited(where, order, limit), less -> less.as(table, Steps::query));
    }
    var simpler = new ArrayList<Step>();
    simpler.add(new Limited(where, order, limit).as(table, Steps::query));
    simpler.addAll(
        limited(new Limited(where, order, limit), less -> less.as(table, Steps::queryForUpdate)));
    return simpler;
  }

  @Override
  public List<Step> stream(String table, Filter where, List<SortBy> order, int limit) {
    var simpler = new ArrayList<Step>();
    simpler.add(new Limited(where, order, limit).as(table, Steps::query));
    simpler.addAll(
        limited(new Limited(where, order, limit), less -> less.as(table, Steps::stream)));
    return simpler;
  }

  @Override
  public List<Step> pages(String table, Filter where, List<SortBy> order, int size) {
    var simpler = new ArrayList<Step>();
    simpler.add(new Limited(where, order, -1).as(table, Steps::query));
    for (Filter less : SimplerFilters.of(where)) {
      simpler.add(new Limited(less, order, size).as(table, Steps::pages));
    }
    for (List<SortBy> less : Sublists.without(order)) {
      simpler.add(new Limited(where, less, size).as(table, Steps::pages));
    }
    return simpler;
  }

  @Override
  public List<Step> count(String table, Filter where) {
    return each(SimplerFilters.of(where), less -> Steps.count(table, less));
  }

  @Override
  public List<Step> exists(String table, Filter where) {
    return each(SimplerFilters.of(where), less -> Steps.exists(table, less));
  }

  @Override
  public List<Step> select(
      String table, Filter where, List<String> columns, List<SortBy> order, int limit) {
    var query = new Limited(where, order, limit);
    var simpler = new ArrayList<Step>();
    if (columns.size() > 1) {
      Sublists.without(columns).forEach(less -> simpler.add(query.select(table, less)));
    }
    simpler.addAll(limited(query, less -> less.select(table, columns)));
    return simpler;
  }

  @Override
  public List<Step> totals(String table, Filter where, List<String> groupBy, List<Total> totals) {
    var simpler = new ArrayList<Step>();
    Total[] all = totals.toArray(Total[]::new);
    if (totals.size() > 1) {
      for (List<Total> less : Sublists.without(totals)) {
        simpler.add(Steps.totals(table, where, groupBy, less.toArray(Total[]::new)));
      }
    }
    for (List<String> less : Sublists.without(groupBy)) {
      simpler.add(Steps.totals(table, where, less, all));
    }
    for (Filter less : SimplerFilters.of(where)) {
      simpler.add(Steps.totals(table, less, groupBy, all));
    }
    return simpler;
  }

  @Override
  public List<Step> nextNumber(String sequence) {
    return List.of();
  }

  // --- reads outside of the unit ---

  @Override
  public List<Step> reader(Step read) {
    var simpler = new ArrayList<Step>();
    simpler.add(read);
    read.accept(this).stream()
        .filter(Step::isForReaders)
        .forEach(less -> simpler.add(Steps.reader(less)));
    return simpler;
  }

  @Override
  public List<Step> findVersioned(String table, List<Object> key) {
    return List.of(Steps.find(table, key));
  }

  @Override
  public List<Step> queryVersioned(String table, Filter where, List<SortBy> order, int limit) {
    var simpler = new ArrayList<Step>();
    simpler.add(new Limited(where, order, limit).as(table, Steps::query));
    simpler.addAll(
        limited(new Limited(where, order, limit), less -> less.as(table, Steps::queryVersioned)));
    return simpler;
  }

  @Override
  public List<Step> afterCommit(Step read) {
    return read.accept(this).stream()
        .filter(Step::isForReaders)
        .map(Steps::afterCommit)
        .toList();
  }

  // --- loaded objects ---

  @Override
  public List<Step> refresh(String table, List<Object> key) {
    return List.of(Steps.find(table, key));
  }

  @Override
  public List<Step> evict(String table, List<Object> key) {
    return List.of(Steps.find(table, key));
  }

  // --- writes ---

  @Override
  public List<Step> add(String table, RowValues row) {
    return each(rows.rows(table, row), less -> Steps.add(table, less));
  }

  @Override
  public List<Step> addGenerated(String table, RowValues row) {
    return each(rows.rows(table, row), less -> Steps.addGenerated(table, less));
  }

  @Override
  public List<Step> upsert(String table, RowValues row) {
    var simpler = new ArrayList<Step>();
    simpler.add(Steps.add(table, row));
    simpler.addAll(each(rows.rows(table, row), less -> Steps.upsert(table, less)));
    return simpler;
  }

  @Override
  public List<Step> updateAt(String table, RowValues row, long version) {
    return each(rows.rows(table, row), less -> Steps.updateAt(table, less, version));
  }

  @Override
  public List<Step> change(String table, List<Object> key, List<Edit> edits) {
    var fewer = new ArrayList<List<Edit>>(Sublists.without(edits));
    for (int i = 0; i < edits.size(); i++) {
      for (Edit less : rows.edits(table, edits.get(i))) {
        fewer.add(Sublists.replaced(edits, i, less));
      }
    }
    return each(fewer, less -> Steps.change(table, key, less.toArray(Edit[]::new)));
  }

  @Override
  public List<Step> remove(String table, List<Object> key) {
    return List.of();
  }

  @Override
  public List<Step> removeById(String table, List<Object> key) {
    return List.of(Steps.remove(table, key));
  }

  @Override
  public List<Step> removeAt(String table, List<Object> key, long version) {
    return List.of();
  }

  @Override
  public List<Step> guard(String table, List<Object> key) {
    return List.of();
  }

  @Override
  public List<Step> updateAll(String table, Filter where, List<Assignment> assignments) {
    var simpler = new ArrayList<Step>();
    if (assignments.size() > 1) {
      for (List<Assignment> less : Sublists.without(assignments)) {
        simpler.add(Steps.updateAll(table, where, less.toArray(Assignment[]::new)));
      }
    }
    Assignment[] all = assignments.toArray(Assignment[]::new);
    for (Filter less : SimplerFilters.of(where)) {
      simpler.add(Steps.updateAll(table, less, all));
    }
    return simpler;
  }

  @Override
  public List<Step> deleteAll(String table, Filter where) {
    return each(SimplerFilters.of(where), less -> Steps.deleteAll(table, less));
  }

  @Override
  public List<Step> flush() {
    return List.of();
  }

  @Override
  public List<Step> attempt(Attempt attempt) {
    var simpler = new ArrayList<Step>();
    for (List<Step> less : Sublists.without(attempt.steps())) {
      simpler.add(new Attempt(less, attempt.undone()));
    }
    for (int i = 0; i < attempt.steps().size(); i++) {
      for (Step less : attempt.steps().get(i).accept(this)) {
        simpler.add(new Attempt(Sublists.replaced(attempt.steps(), i, less), attempt.undone()));
      }
    }
    return simpler;
  }
}
