package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.layout.Layout;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** A projection resolved to columns: a select of some of them, or a summary. */
final class Selection<T, R> {

  private final Layout<T, ?> layout;
  private final Query<T> query;
  private final Projection<T, R> projection;
  private final Condition where;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Summary.Aggregate> aggregates = new ArrayList<>();
  private final int[] positions;

  /**
   * Resolves a projection.
   *
   * @throws IllegalArgumentException if it names what the mapping does not have, or the query asks for what it cannot do
   */
  Selection(Layout<T, ?> layout, Query<T> query, Projection<T, R> projection) {
    this.layout = layout;
    this.query = query;
    this.projection = projection;
    this.where = layout.condition(query.where());
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A projection locks nothing. Load the aggregates to lock them.");
    }
    if (projection.isGrouped() && (!query.order().isEmpty() || query.limit().isPresent())) {
      throw new IllegalArgumentException(
          "A grouped projection takes neither order nor limit. Sort the results, which are one per group.");
    }
    List<Expression<T, ?>> expressions = QueryInternals.expressions(projection);
    this.positions = new int[expressions.size()];
    for (int i = 0; i < positions.length; i++) {
      if (expressions.get(i) instanceof Attribute<T, ?> attribute) {
        if (projection.isGrouped() && !QueryInternals.type(attribute).hasEquality()) {
          throw new IllegalArgumentException("Cannot group by " + attribute + ": "
              + QueryInternals.type(attribute) + " has no equality.");
        }
        positions[i] = columns.size();
        columns.add(layout.position(attribute));
      }
    }
    for (int i = 0; i < positions.length; i++) {
      if (expressions.get(i) instanceof AggregateFunction<T, ?> aggregate) {
        positions[i] = columns.size() + aggregates.size();
        int column = column(aggregate);
        aggregates.add(new Summary.Aggregate(QueryInternals.kind(aggregate).function(), column));
        if (QueryInternals.kind(aggregate) == AggregateFunction.Kind.AVERAGE) {
          aggregates.add(new Summary.Aggregate(Summary.Function.COUNT, column));
        }
      }
    }
  }

  Condition where() {
    return where;
  }

  Table table() {
    return layout.root();
  }

  /**
   * Where an expression's value stands in a result; an average's count stands behind its sum. An attribute is known by its
   * column and an aggregate by its kind and column, since a path such as {@code BALANCE.at(AMOUNT).sum()} makes new
   * objects each time.
   *
   * @throws IllegalArgumentException if the projection does not have it
   */
  int positionOf(Expression<T, ?> expression) {
    int position = expression instanceof Attribute<T, ?> attribute
        ? columns.indexOf(layout.position(attribute))
        : aggregatePosition((AggregateFunction<T, ?>) expression);
    if (position < 0) {
      throw new NotSelectedException(
          "The expression " + expression + " is not part of the projection, which has "
              + QueryInternals.expressions(projection) + ".");
    }
    return position;
  }

  private int aggregatePosition(AggregateFunction<T, ?> wanted) {
    int column = column(wanted);
    for (int i = 0; i < positions.length; i++) {
      if (QueryInternals.expressions(projection).get(i) instanceof AggregateFunction<T, ?> aggregate
          && (aggregate == wanted
              || (QueryInternals.kind(aggregate) == QueryInternals.kind(wanted)
                  && column(aggregate) == column))) {
        return positions[i];
      }
    }
    return -1;
  }

  private int column(AggregateFunction<T, ?> aggregate) {
    Attribute<T, ?> attribute = aggregate.attribute();
    return attribute == null ? -1 : layout.position(attribute);
  }

  List<R> execute(StoreSession session) {
    List<@Nullable Object[]> found = projection.isGrouped()
        ? session.summarise(new Summary(layout.root(), where, columns, aggregates))
        : session.select(new Select(
            layout.root(),
            where,
            layout.order(query.order()),
            query.limit().orElse(Long.MAX_VALUE),
            columns,
            Lock.NONE));
    var tuple = new TupleView<>(this);
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
    } catch (DataException | NotSelectedException e) {
      throw e;
    } catch (Exception e) {
      throw unreadable("the constructing function of the projection refuses it", e);
    }
    if (result == null) {
      throw unreadable("the constructing function of the projection gave null", null);
    }
    return result;
  }

  private StorageFailureException unreadable(String rule, @Nullable Throwable cause) {
    return StorageFailureException.unreadable(
        layout.root().name(), null, QueryInternals.expressions(projection).toString(), rule, cause);
  }

  /** A mistake of the projection, not of the row. */
  private static final class NotSelectedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotSelectedException(String message) {
      super(message);
    }
  }
}
