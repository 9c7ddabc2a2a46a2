package org.bilayer.engine.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Tuple;
import org.jspecify.annotations.Nullable;

/** One result array, as the tuple that a projection reads. */
final class TupleView<T> implements Tuple<T> {

  /** Digits of an average beyond those of the attribute. */
  private static final int AVERAGE_DIGITS = 6;

  private final ProjectionColumns<T> columns;

  private @Nullable Object[] values = {};

  TupleView(ProjectionColumns<T> columns) {
    this.columns = columns;
  }

  TupleView<T> over(@Nullable Object[] values) {
    this.values = values;
    return this;
  }

  @Override
  public <V> V get(Expression<T, V> expression) {
    V value = getOrNull(expression);
    if (value == null) {
      throw unreadable(
          expression,
          "the projection reads a value by get, but the value may be absent; use find or "
              + "getOrNull",
          null);
    }
    return value;
  }

  @Override
  public <V> @Nullable V getOrNull(Expression<T, V> expression) {
    int position = columns.positionOf(expression);
    Object value = values[position];
    if (value == null) {
      return null;
    }
    try {
      if (expression instanceof Attribute<T, V> attribute) {
        return QueryInternals.decoded(attribute, value);
      }
      AggregateFunction<T, V> aggregate = (AggregateFunction<T, V>) expression;
      return QueryInternals.decoded(
          aggregate,
          QueryInternals.kind(aggregate) == AggregateFunction.Kind.AVERAGE
              ? average((BigDecimal) value, values[position + 1])
              : value);
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw unreadable(expression, "the value must be one of the domain type", e);
    }
  }

  private UnreadableRowException unreadable(
      Expression<T, ?> expression, String rule, @Nullable Throwable cause) {
    return new UnreadableRowException(
        columns.table().name(), null, expression.toString(), rule, cause);
  }

  private static BigDecimal average(BigDecimal sum, @Nullable Object count) {
    return sum.divide(
        BigDecimal.valueOf((Long) Objects.requireNonNull(count)),
        sum.scale() + AVERAGE_DIGITS,
        RoundingMode.HALF_EVEN);
  }
}
