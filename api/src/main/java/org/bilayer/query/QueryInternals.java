package org.bilayer.query;

import java.util.List;
import org.bilayer.value.StoredType;

/**
 * What the engine, backends, the testkit and tools read from queries. Outside the compatibility promise, since an application
 * needs nothing of it.
 */
public final class QueryInternals {

  private QueryInternals() {}

  /** The stored type of an attribute. */
  public static StoredType type(Attribute<?, ?> attribute) {
    return attribute.type();
  }

  /** What identifies an attribute; compared element by element, by identity. */
  public static List<Object> path(Attribute<?, ?> attribute) {
    return attribute.path();
  }

  /** What identifies a collection; compared by identity. */
  public static Object identity(Owned<?, ?> collection) {
    return collection.identity();
  }

  /**
   * The stored form of a value, for set-based changes.
   *
   * @throws org.bilayer.failure.InvalidValueException if the value does not fit
   * @throws IllegalArgumentException if the value is null
   */
  public static <V> Object stored(Attribute<?, V> attribute, V value) {
    return attribute.stored(value);
  }

  /** The value of a stored one; exceptions of the codec pass through. */
  public static <V> V decoded(Attribute<?, V> attribute, Object stored) {
    return attribute.decode(stored);
  }

  /** What an aggregate function computes. */
  public static AggregateFunction.Kind kind(AggregateFunction<?, ?> function) {
    return function.kind();
  }

  /** The value of a result that the store has computed for an aggregate function. */
  public static <V> V decoded(AggregateFunction<?, V> function, Object stored) {
    return function.decode(stored);
  }

  /** The expressions of a projection, in the order given. */
  public static <T> List<Expression<T, ?>> expressions(Projection<T, ?> projection) {
    return projection.expressions();
  }

  /** Makes a result of a projection. */
  public static <T, R> R construct(Projection<T, R> projection, Tuple<T> tuple) {
    return projection.construct(tuple);
  }
}
