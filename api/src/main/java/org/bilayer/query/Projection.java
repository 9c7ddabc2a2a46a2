package org.bilayer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Some attributes of a type, or aggregates over it, as objects of another type: what a list or a report needs, without
 * loading whole aggregates. With an {@link AggregateFunction} among the expressions, the rows are grouped by the attributes among
 * them; rows without a value in one form a group of their own.
 *
 * <p>Immutable.
 *
 * @param <T> the aggregate type asked about
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
   * A projection.
   *
   * @param construct makes a result of the expressions' values
   * @param expressions what to read, at least one; an attribute grouped by must have equality
   * @throws IllegalArgumentException if there is none
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
