package org.bilayer.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.query.Aggregate;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.Tuple;
import org.jspecify.annotations.Nullable;

/** One result array as a projection reads it. */
final class TupleView<T> implements Tuple<T> {

  /** Digits of an average beyond those of the attribute. */
  private static final int AVERAGE_DIGITS = 6;

  private final Selection<T, ?> selection;

  private @Nullable Object[] values = {};

  TupleView(Selection<T, ?> selection) {
    this.selection = selection;
  }

  TupleView<T> over(@Nullable Object[] values) {
    this.values = values;
    return this;
  }

  @Override
  public <V> V get(Expression<T, V> expression) {
    V value = getOrNull(expression);
    if (value == null) {
      throw new StorageFailureException(
          "There is no value where one is demanded [table=" + selection.table() + ", expression="
              + expression + "]. Where it may be absent, call find or getOrNull.",
          null);
    }
    return value;
  }

  @Override
  public <V> @Nullable V getOrNull(Expression<T, V> expression) {
    int position = selection.positionOf(expression);
    Object value = values[position];
    if (value == null) {
      return null;
    }
    try {
      if (expression instanceof Attribute<T, V> attribute) {
        return attribute.decoded(value);
      }
      Aggregate<T, V> aggregate = (Aggregate<T, V>) expression;
      return aggregate.decode(
          aggregate.kind() == Aggregate.Kind.AVERAGE
              ? average((BigDecimal) value, values[position + 1])
              : value);
    } catch (IllegalArgumentException e) {
      throw new StorageFailureException(
          "A stored value is not one of its domain type [table=" + selection.table()
              + ", expression=" + expression + "]. See the cause.",
          e);
    }
  }

  private static BigDecimal average(BigDecimal sum, @Nullable Object count) {
    return sum.divide(
        BigDecimal.valueOf((Long) Objects.requireNonNull(count)),
        sum.scale() + AVERAGE_DIGITS,
        RoundingMode.HALF_EVEN);
  }
}
