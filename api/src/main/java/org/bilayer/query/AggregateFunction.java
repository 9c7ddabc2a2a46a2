package org.bilayer.query;

import java.util.function.Function;
import org.bilayer.store.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A value computed over a group of rows. Rows without a value in the attribute do not count. If no row has a
 * value, a sum, least value, greatest value or average is absent, and a count is 0.
 *
 * <p>Immutable. Made by {@link #count()} and by the methods of {@link Attribute}.
 *
 * @param <T> the aggregate type
 * @param <V> the type of the value
 */
public final class AggregateFunction<T, V> implements Expression<T, V> {

  private final Kind kind;
  private final @Nullable Attribute<T, ?> attribute;
  private final Function<Object, V> decode;

  /** The kinds of functions. */
  public enum Kind {
    /** The number of rows, or of rows with a value. */
    COUNT(Summary.Function.COUNT),
    /** The number of different values. */
    COUNT_DISTINCT(Summary.Function.COUNT_DISTINCT),
    /** The exact sum. */
    SUM(Summary.Function.SUM),
    /** The least value. */
    MIN(Summary.Function.MIN),
    /** The greatest value. */
    MAX(Summary.Function.MAX),
    /** The sum divided by the count, rounded half even to six digits more than the attribute has. */
    AVERAGE(Summary.Function.SUM);

    private final Summary.Function function;

    Kind(Summary.Function function) {
      this.function = function;
    }

    /** The function that the store computes for this kind. */
    public Summary.Function function() {
      return function;
    }
  }

  AggregateFunction(Kind kind, @Nullable Attribute<T, ?> attribute, Function<Object, V> decode) {
    this.kind = kind;
    this.attribute = attribute;
    this.decode = decode;
  }

  /** The number of rows. */
  public static <T> AggregateFunction<T, Long> count() {
    return new AggregateFunction<>(Kind.COUNT, null, Long.class::cast);
  }

  Kind kind() {
    return kind;
  }

  /** The attribute that the function is computed over; null for a count of rows. */
  public @Nullable Attribute<T, ?> attribute() {
    return attribute;
  }

  V decode(Object stored) {
    return decode.apply(stored);
  }

  @Override
  public String toString() {
    return kind + "(" + (attribute == null ? "*" : attribute) + ")";
  }
}
