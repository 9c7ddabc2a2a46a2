package org.bilayer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Some attributes of a type, or aggregate functions over attributes, as objects of another type. A projection
 * serves lists and reports without loading whole aggregates. If the expressions contain an {@link
 * AggregateFunction}, the rows are grouped by the attributes among the expressions. Rows without a value in
 * such an attribute form a group.
 *
 * <p>Immutable.
 *
 * @param <T> the aggregate type that is queried
 * @param <R> the result type
 */
public final class Projection<T, R> {

  private final Function<Tuple<T>, ? extends R> construct;
  private final List<Expression<T, ?>> expressions;

  private Projection(
      Function<Tuple<T>, ? extends R> construct, List<Expression<T, ?>> expressions) {
    this.construct = construct;
    this.expressions = expressions;
  }

  /**
   * Creates a projection.
   *
   * @param construct makes a result from the values of the expressions
   * @param expressions the expressions to read, at least one; an attribute that groups must have equality
   * @throws IllegalArgumentException if there is no expression
   */
  @SafeVarargs
  public static <T, R> Projection<T, R> of(
      Function<Tuple<T>, ? extends R> construct, Expression<T, ?>... expressions) {
    if (expressions.length == 0) {
      throw new IllegalArgumentException("A projection needs at least one expression.");
    }
    var all = new ArrayList<Expression<T, ?>>();
    for (Expression<T, ?> expression : expressions) {
      all.add(expression);
    }
    return new Projection<>(construct, List.copyOf(all));
  }

  List<Expression<T, ?>> expressions() {
    return expressions;
  }

  R construct(Tuple<T> tuple) {
    return construct.apply(tuple);
  }

  /** Whether rows are grouped. */
  public boolean isGrouped() {
    for (Expression<T, ?> expression : expressions) {
      if (expression instanceof AggregateFunction<T, ?>) {
        return true;
      }
    }
    return false;
  }
}
