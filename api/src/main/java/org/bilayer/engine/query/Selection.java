package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.Layout;
import org.bilayer.layout.QueryColumns;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** A projection resolved to columns: a select of columns, or a summary. */
public final class Selection<T, R> {

  private final Layout<T, ?> layout;
  private final Query<T> query;
  private final Projection<T, R> projection;
  private final Condition where;
  private final List<SortColumn> order;
  private final Table table;
  private final ProjectionColumns<T> columns;

  /**
   * Resolves a projection.
   *
   * @throws IllegalArgumentException if the projection names an attribute outside of the mapping, or the projection
   *     does not support an option of the query
   */
  public Selection(Layout<T, ?> layout, Query<T> query, Projection<T, R> projection) {
    this.layout = layout;
    this.query = query;
    this.projection = projection;
    QueryColumns<T> resolved = layout.queryColumns();
    this.where = resolved.condition(query.where());
    this.order = resolved.order(query.order());
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A projection cannot lock rows. Load the aggregates to lock them.");
    }
    if (QueryInternals.unreadable(query) != null) {
      throw new IllegalArgumentException(
          "A projection skips no unreadable rows. Load the aggregates to skip them.");
    }
    if (projection.isGrouped() && (!query.order().isEmpty() || query.limit().isPresent())) {
      throw new IllegalArgumentException(
          "A grouped projection takes neither order nor limit. Sort the returned groups instead.");
    }
    this.columns = new ProjectionColumns<>(layout.root(), resolved, projection);
    this.table = resolved.table();
  }

  /** The table of the query, with columns of rows referred to. */
  public Table table() {
    return table;
  }

  /** The condition of the query. */
  public Condition where() {
    return where;
  }

  /** Reads the results in a session. */
  public List<R> execute(StoreSession session) {
    List<@Nullable Object[]> found = projection.isGrouped()
        ? session.summarise(new Summary(table, where, columns.columns(), columns.aggregates()))
        : session.select(new Select(
            table,
            where,
            order,
            query.limit().orElse(Long.MAX_VALUE),
            columns.columns(),
            Lock.NONE));
    var tuple = new TupleView<>(columns);
    var results = new ArrayList<R>(found.size());
    for (@Nullable Object[] values : found) {
      results.add(result(tuple.over(values)));
    }
    return List.copyOf(results);
  }

  private R result(TupleView<T> tuple) {
    @Nullable R result;
    try {
      result = QueryInternals.construct(projection, tuple);
    } catch (DataException | ProjectionColumns.NotSelectedException e) {
      throw e;
    } catch (Exception e) {
      throw unreadable("the constructing function of the projection refuses it", e);
    }
    if (result == null) {
      throw unreadable("the constructing function of the projection gave null", null);
    }
    return result;
  }

  private UnreadableRowException unreadable(String rule, @Nullable Throwable cause) {
    return new UnreadableRowException(
        layout.root().name(), null, QueryInternals.expressions(projection).toString(), rule, cause);
  }
}
