package org.bilayer.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.engine.query.Selection;
import org.bilayer.layout.Layout;
import org.bilayer.layout.QueryColumns;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** Answers queries: lists, streams, projections and totals. */
final class Querying<T> {

  private final MappingContext<T, ?> mapping;
  private final UnitContext unit;
  private final Layout<T, ?> layout;

  Querying(MappingContext<T, ?> mapping) {
    this.mapping = mapping;
    this.unit = mapping.unit();
    this.layout = mapping.layout();
  }

  List<T> find(Query<T> query) {
    if (query.lock() != Lock.NONE) {
      mapping.requireVersions("find with a lock");
    }
    Select select = select(query);
    SkippedRows skipped = SkippedRows.of(layout, query);
    if (skipped == null) {
      return unit.guarded(() -> new QueryResult<>(mapping, selected(select), select).objects());
    }
    List<T> found =
        unit.guarded(() -> new QueryResult<>(mapping, selected(select), select, skipped).objects());
    skipped.handOver();
    return found;
  }

  private Select select(Query<T> query) {
    QueryColumns<T> columns = layout.queryColumns();
    Condition where = columns.condition(query.where());
    List<SortColumn> order = columns.order(query.order());
    return new Select(
        columns.table(),
        where,
        order,
        query.limit().orElse(Long.MAX_VALUE),
        List.of(),
        query.lock(),
        QueryInternals.unreadable(query) != null);
  }

  private List<@Nullable Object[]> selected(Select select) {
    mapping.flushFor(select.table(), select.where());
    return unit.session().select(select);
  }

  <R> R stream(Query<T> query, Function<Stream<T>, R> read) {
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A stream cannot lock rows. Use find(...) with a limit instead.");
    }
    Select select = select(query);
    SkippedRows skipped = SkippedRows.of(layout, query);
    AggregateStream<T> source = unit.guarded(() -> {
      mapping.flushFor(select.table(), select.where());
      return layout.owned().isEmpty()
          ? AggregateStream.byCursor(unit, layout, select, skipped)
          : AggregateStream.byKeys(unit, layout, select, skipped);
    });
    try (source) {
      return read.apply(source.stream());
    }
  }

  <R> List<R> select(Query<T> query, Projection<T, R> projection) {
    var selection = new Selection<>(layout, query, projection);
    return unit.guarded(() -> {
      mapping.flushFor(selection.table(), selection.where());
      return selection.execute(unit.session());
    });
  }

  long count(Specification<T> where) {
    QueryColumns<T> columns = layout.queryColumns();
    Condition condition = columns.condition(where);
    Table table = columns.table();
    return unit.guarded(() -> {
      mapping.flushFor(table, condition);
      var summary = new Summary(
          table, condition, List.of(), List.of(new Summary.Aggregate(Summary.Function.COUNT, -1)));
      return (Long) Objects.requireNonNull(unit.session().summarise(summary).get(0)[0]);
    });
  }

  boolean exists(Specification<T> where) {
    QueryColumns<T> columns = layout.queryColumns();
    Condition condition = columns.condition(where);
    Table table = columns.table();
    return unit.guarded(() -> {
      return !selected(new Select(table, condition, List.of(), 1, table.key(), Lock.NONE))
          .isEmpty();
    });
  }
}
