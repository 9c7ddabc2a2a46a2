package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.QueryColumns;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.Projection;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;

/** The expressions of a projection, resolved to columns and aggregate functions. */
final class ProjectionColumns<T> {

  private final Table root;
  private final QueryColumns<T> query;
  private final Projection<T, ?> projection;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Summary.Aggregate> aggregates = new ArrayList<>();
  private final List<Expression<T, ?>> expressions;
  private final int[] positions;

  /**
   * Resolves a projection.
   *
   * @throws IllegalArgumentException if the projection names an attribute outside of the mapping
   */
  ProjectionColumns(Table root, QueryColumns<T> query, Projection<T, ?> projection) {
    this.root = root;
    this.query = query;
    this.projection = projection;
    this.expressions = QueryInternals.expressions(projection);
    this.positions = new int[expressions.size()];
    for (int i = 0; i < positions.length; i++) {
      if (expressions.get(i) instanceof Attribute<T, ?> attribute) {
        if (projection.isGrouped() && !QueryInternals.type(attribute).hasEquality()) {
          throw new IllegalArgumentException("Cannot group by " + attribute + ": "
              + QueryInternals.type(attribute) + " has no equality.");
        }
        positions[i] = columns.size();
        columns.add(query.position(attribute));
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

  List<Integer> columns() {
    return columns;
  }

  List<Summary.Aggregate> aggregates() {
    return aggregates;
  }

  Table table() {
    return root;
  }

  /**
   * The position of an expression's value in a result. The count of an average follows its sum. An attribute is
   * identified by its column, and an aggregate function by its kind and column, because a path such as
   * {@code BALANCE.at(AMOUNT).sum()} creates new objects at each call.
   *
   * @throws IllegalArgumentException if the projection does not contain the expression
   */
  @SuppressWarnings("ReferenceEquality") // the usual case, which is asked for each value
  int positionOf(Expression<T, ?> expression) {
    for (int i = 0; i < positions.length; i++) {
      if (expressions.get(i) == expression) {
        return positions[i];
      }
    }
    int position = expression instanceof Attribute<T, ?> attribute
        ? columns.indexOf(query.position(attribute))
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
    return attribute == null ? -1 : query.position(attribute);
  }

  /** Reports a mistake of the projection, not of the row. */
  static final class NotSelectedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotSelectedException(String message) {
      super(message);
    }
  }
}
