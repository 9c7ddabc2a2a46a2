package org.bilayer.query;

import java.util.List;
import java.util.function.Consumer;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Operator;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Access to queries for the engine, backends, the testkit and tools. Outside of the compatibility promise:
 * applications do not need this class.
 */
public final class QueryInternals {

  private QueryInternals() {}

  /** One method for each kind of condition. */
  public interface Visitor<R> {

    /** For a condition that every row satisfies, or that no row satisfies. */
    R constant(boolean value);

    /** For a comparison of an attribute with a stored value. */
    R comparison(Attribute<?, ?> attribute, Operator operator, Object value);

    /** For a comparison of an attribute with another attribute of the same row. */
    R attributeComparison(Attribute<?, ?> left, Operator operator, Attribute<?, ?> right);

    /** For an attribute whose value is in a list. The list has at least one stored value and no duplicates. */
    R membership(Attribute<?, ?> attribute, List<Object> values);

    /** For an attribute without a value. */
    R absence(Attribute<?, ?> attribute);

    /** For a text search. */
    R textMatch(Attribute<?, ?> attribute, Match match, String text);

    /** For a conjunction of at least two parts. */
    R conjunction(List<? extends Specification<?>> all);

    /** For a disjunction of at least two parts. */
    R disjunction(List<? extends Specification<?>> any);

    /** For a negation. */
    R negation(Specification<?> part);

    /** For a condition that at least one element of a collection satisfies. */
    R anyOwned(Owned<?, ?> owned, Specification<?> condition);
  }

  /** Calls the visitor's method for the kind of a condition. */
  public static <R> R accept(Specification<?> condition, Visitor<R> visitor) {
    return ((SpecificationNode<?>) condition).accept(visitor);
  }

  /** The function that a query reports unreadable rows to; null if its reads fail at them. */
  public static @Nullable Consumer<? super UnreadableRowException> unreadable(Query<?> query) {
    return query.unreadable();
  }

  /** The stored type of an attribute. */
  public static StoredType type(Attribute<?, ?> attribute) {
    return attribute.type();
  }

  /** The identity of an attribute; compared element by element, by identity. */
  public static List<Object> path(Attribute<?, ?> attribute) {
    return attribute.path();
  }

  /**
   * An attribute behind references.
   *
   * @param name of the references, for messages
   * @param optional whether a reference on the way may be absent
   * @param steps identify the references, from the root on; at least one
   */
  public static <O, R, V> Attribute<O, V> along(
      String name, boolean optional, List<Object> steps, Attribute<R, V> target) {
    return PathAttribute.of(name, optional, steps, target);
  }

  /** What identifies the references that lead to an attribute, from the root on; empty for an attribute of the root itself. */
  public static List<Object> steps(Attribute<?, ?> attribute) {
    return attribute instanceof PathAttribute<?, ?, ?> path ? path.steps() : List.of();
  }

  /** The attribute at the end of the references, as the aggregate there has it; otherwise the attribute itself. */
  public static Attribute<?, ?> end(Attribute<?, ?> attribute) {
    return attribute instanceof PathAttribute<?, ?, ?> path ? path.end() : attribute;
  }

  /** The identity of a collection; compared by identity. */
  public static Object identity(Owned<?, ?> collection) {
    return collection.identity();
  }

  /**
   * Returns the stored form of a value, for set-based changes.
   *
   * @throws org.bilayer.failure.InvalidValueException if the value does not fit
   * @throws IllegalArgumentException if the value is null
   */
  public static <V> Object stored(Attribute<?, V> attribute, V value) {
    return attribute.stored(value);
  }

  /**
   * Returns the stored form of a number that is to be added to stored ones; as {@link #stored}, but a number may lie outside of the
   * attribute's range.
   */
  public static <V> Object amount(Attribute<?, V> attribute, V value) {
    return attribute.amount(value);
  }

  /** Returns the value of a stored form. Exceptions of the codec pass through. */
  public static <V> V decoded(Attribute<?, V> attribute, Object stored) {
    return attribute.decode(stored);
  }

  /** The kind of an aggregate function. */
  public static AggregateFunction.Kind kind(AggregateFunction<?, ?> function) {
    return function.kind();
  }

  /** Returns the value of a result that the store has computed for an aggregate function. */
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
