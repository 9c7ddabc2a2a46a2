package org.bilayer.query;

import java.util.function.Function;
import org.bilayer.store.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A value computed over a group of rows. Rows without a value in the attribute do not count; over no values a sum, least,
 * greatest or average is absent, and a count is 0.
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

  /** What is computed. */
  public enum Kind {
    /** How many rows, or rows with a value. */
    COUNT(Summary.Function.COUNT),
    /** How many different values. */
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

    /** What the store computes for it. */
    public Summary.Function function() {
      return function;
    }
  }

  AggregateFunction(Kind kind, @Nullable Attribute<T, ?> attribute, Function<Object, V> decode) {
    this.kind = kind;
    this.attribute = attribute;
    this.decode = decode;
  }

  /** How many rows. */
  public static <T> AggregateFunction<T, Long> count() {
    return new AggregateFunction<>(Kind.COUNT, null, Long.class::cast);
  }

  Kind kind() {
    return kind;
  }

  /** What it is computed of; null for a count of rows. */
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
