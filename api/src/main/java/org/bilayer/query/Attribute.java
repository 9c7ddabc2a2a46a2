package org.bilayer.query;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.bilayer.failure.DataException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * A stored attribute of {@code O}, as conditions and orders name it. Comparisons have SQL's three-valued logic.
 * If an attribute has no value, every comparison of the attribute is unknown, also {@link #ne} and {@link
 * #notIn}. A query returns a row only if the whole condition is true.
 *
 * <p>A value in a condition is checked and truncated exactly as a stored value. A query therefore finds a row
 * by the value that was stored. Each method that takes values throws {@link InvalidValueException} for a value
 * that the column can never hold. It throws {@link IllegalArgumentException} for null, for a comparison that
 * the type does not have (less and greater of enums, equality of doubles, text search outside of text), and if
 * a codec of the application throws. In the last case, the exception of the codec is the cause.
 *
 * <p>Immutable.
 *
 * @param <O> the type that has the attribute
 * @param <V> the attribute's type
 */
public abstract non-sealed class Attribute<O, V> implements Expression<O, V> {

  private final String name;
  private final StoredType type;
  private final boolean nullable;
  private final List<Object> path;

  /**
   * For the constants of a model.
   *
   * @param path identifies the attribute; compared element by element, by identity
   */
  protected Attribute(String name, StoredType type, boolean nullable, List<Object> path) {
    this.name = name;
    this.type = type;
    this.nullable = nullable;
    this.path = path;
  }

  /** The column's name in its table, behind the names of the references that lead to it. */
  public final String name() {
    return name;
  }

  final StoredType type() {
    return type;
  }

  final List<Object> path() {
    return path;
  }

  /** Whether the attribute may be absent. */
  public final boolean isNullable() {
    return nullable;
  }

  /** Returns the stored form of a value, normalised. */
  protected abstract Object encode(V value);

  /** Returns the stored form of a number that is to be added to stored ones. */
  protected abstract Object encodeAmount(V value);

  /** Returns the value of a stored form. */
  protected abstract V decode(Object stored);

  /** Equal to {@code value}. To find rows without a value, use {@link #isNull}. */
  public final Specification<O> eq(V value) {
    return compareValue(Operator.EQ, value);
  }

  /** Different from {@code value}; never satisfied if there is no value. */
  public final Specification<O> ne(V value) {
    return compareValue(Operator.NE, value);
  }

  /** Less than {@code value}. */
  public final Specification<O> lt(V value) {
    return compareValue(Operator.LT, value);
  }

  /** Less than or equal to {@code value}. */
  public final Specification<O> le(V value) {
    return compareValue(Operator.LE, value);
  }

  /** Greater than {@code value}. */
  public final Specification<O> gt(V value) {
    return compareValue(Operator.GT, value);
  }

  /** Greater than or equal to {@code value}. */
  public final Specification<O> ge(V value) {
    return compareValue(Operator.GE, value);
  }

  /** At least {@code from} and at most {@code to}, as SQL's BETWEEN. */
  public final Specification<O> between(V from, V to) {
    return ge(from).and(le(to));
  }

  /**
   * At least {@code from} and less than {@code until}. For times this half-open range is the safe choice: it does not depend on
   * the precision of the last moment of a day.
   */
  public final Specification<O> fromUntil(V from, V until) {
    return ge(from).and(lt(until));
  }

  /**
   * Equal to one of the values. An empty collection is never satisfied. A null in the collection is refused.
   */
  public final Specification<O> in(Collection<? extends V> values) {
    requireEquality();
    var stored = new LinkedHashMap<Key, Object>();
    for (V value : values) {
      if (isAbsent(value)) {
        throw new IllegalArgumentException("A list of values must not hold null [column=" + name
            + "]. Add .or(" + name + ".isNull()).");
      }
      Object encoded = encoded(value);
      stored.put(Key.of(encoded), encoded);
    }
    return stored.isEmpty()
        ? Specification.none()
        : new SpecificationNode.Membership<>(this, List.copyOf(stored.values()));
  }

  /** Different from each of the values. An empty collection is always satisfied. */
  public final Specification<O> notIn(Collection<? extends V> values) {
    return values.isEmpty() ? Specification.all() : in(values).not();
  }

  /** Satisfied if there is no value. */
  public final Specification<O> isNull() {
    return new SpecificationNode.Absence<>(this);
  }

  /** Satisfied if there is a value. */
  public final Specification<O> isNotNull() {
    return isNull().not();
  }

  /** Text that begins with exactly these characters. Every text begins with the empty text. */
  public final Specification<O> startsWith(String text) {
    return matches(Condition.Match.PREFIX, text);
  }

  /** Text that contains exactly these characters. */
  public final Specification<O> contains(String text) {
    return matches(Condition.Match.INFIX, text);
  }

  /** Text that ends with exactly these characters. */
  public final Specification<O> endsWith(String text) {
    return matches(Condition.Match.SUFFIX, text);
  }

  /** Equal to another attribute of the same object; unknown if either has no value. */
  public final Specification<O> eq(Attribute<O, V> other) {
    return compare(Operator.EQ, other);
  }

  /** Different from another attribute of the same object; unknown if either has no value. */
  public final Specification<O> ne(Attribute<O, V> other) {
    return compare(Operator.NE, other);
  }

  /** Less than another attribute of the same object; unknown if either has no value. */
  public final Specification<O> lt(Attribute<O, V> other) {
    return compare(Operator.LT, other);
  }

  /** Less than or equal to another attribute of the same object; unknown if either has no value. */
  public final Specification<O> le(Attribute<O, V> other) {
    return compare(Operator.LE, other);
  }

  /** Greater than another attribute of the same object; unknown if either has no value. */
  public final Specification<O> gt(Attribute<O, V> other) {
    return compare(Operator.GT, other);
  }

  /** Greater than or equal to another attribute of the same object; unknown if either has no value. */
  public final Specification<O> ge(Attribute<O, V> other) {
    return compare(Operator.GE, other);
  }

  private Specification<O> compare(Operator operator, Attribute<O, V> other) {
    requireComparable(operator);
    if (type.kind() != other.type.kind()
        || !type.databaseType().equals(other.type.databaseType())) {
      throw new IllegalArgumentException("Cannot compare " + name + " (" + type + ") with "
          + other.name + " (" + other.type + ").");
    }
    return new SpecificationNode.AttributeComparison<>(this, operator, other);
  }

  /**
   * Ascending. In the order of a query, a nullable attribute also needs {@link Sort#nullsFirst} or {@link Sort#nullsLast}, and an
   * attribute that can be compared for equality only is refused; an index takes both.
   *
   * @throws IllegalArgumentException if values of the type cannot be compared
   */
  public final Sort<O> asc() {
    return order(false);
  }

  /** Descending, as {@link #asc}. */
  public final Sort<O> desc() {
    return order(true);
  }

  /** The number of rows that have a value. */
  public final AggregateFunction<O, Long> count() {
    return new AggregateFunction<>(AggregateFunction.Kind.COUNT, this, Long.class::cast);
  }

  /** The number of different values. */
  public final AggregateFunction<O, Long> countDistinct() {
    requireEquality();
    return new AggregateFunction<>(AggregateFunction.Kind.COUNT_DISTINCT, this, Long.class::cast);
  }

  /** The exact sum of integers or decimals, with the attribute's scale. */
  public final AggregateFunction<O, BigDecimal> sum() {
    requireExactNumber();
    return new AggregateFunction<>(AggregateFunction.Kind.SUM, this, BigDecimal.class::cast);
  }

  /**
   * The average of integers or decimals, rounded half even to six digits more than the attribute has. A decimal without a
   * precision has no number of digits, and is refused.
   */
  public final AggregateFunction<O, BigDecimal> average() {
    requireExactNumber();
    if (type.isUnbounded()) {
      throw new IllegalArgumentException("Cannot average " + name
          + ": a decimal without a precision does not say to how many digits to round. Divide"
          + " sum() by count().");
    }
    return new AggregateFunction<>(AggregateFunction.Kind.AVERAGE, this, BigDecimal.class::cast);
  }

  /** The least value. */
  public final AggregateFunction<O, V> min() {
    requireOrdered();
    return new AggregateFunction<>(AggregateFunction.Kind.MIN, this, this::decode);
  }

  /** The greatest value. */
  public final AggregateFunction<O, V> max() {
    requireOrdered();
    return new AggregateFunction<>(AggregateFunction.Kind.MAX, this, this::decode);
  }

  final Object stored(V value) {
    if (isAbsent(value)) {
      throw new IllegalArgumentException(
          "The value of " + name + " must not be null; use setNull for that.");
    }
    return encodedByCodec(value);
  }

  final Object amount(V value) {
    if (isAbsent(value)) {
      throw new IllegalArgumentException("The amount for " + name + " must not be null.");
    }
    return byCodec(() -> encodeAmount(value));
  }

  private void requireExactNumber() {
    switch (type.kind()) {
      case INT16, INT32, INT64, DECIMAL -> {}
      default ->
        throw new IllegalArgumentException("Cannot sum " + name + ": it is " + type
            + (type.kind() == StoredType.Kind.DOUBLE
                ? ", and the sum of doubles depends on the order of the rows. Store a decimal."
                : ", not an exact number."));
    }
  }

  private void requireOrdered() {
    if (!type.isOrdered() || type.kind() == StoredType.Kind.BOOLEAN) {
      throw new IllegalArgumentException("Cannot take the least or greatest " + name + ": " + type
          + " has none on every database.");
    }
  }

  /** Refuses a type that databases sort in different ways. */
  final void requireSortable() {
    if (!type.isOrdered()) {
      throw new IllegalArgumentException(
          "Cannot sort by " + name + ": " + type + " has no order that every database shares."
              + " Store a number in another column and sort by that column.");
    }
  }

  /** An index may hold values that can only be compared for equality. */
  private Sort<O> order(boolean descending) {
    if (!type.hasEquality()) {
      requireSortable();
    }
    return new Sort<>(this, descending, Sort.Nulls.UNSTATED);
  }

  private Specification<O> compareValue(Operator operator, V value) {
    requireComparable(operator);
    if (isAbsent(value)) {
      throw new IllegalArgumentException(
          "Cannot compare " + name + " with null: the result would be unknown for every row."
              + " Use isNull() or isNotNull().");
    }
    return new SpecificationNode.Comparison<>(this, operator, encoded(value));
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null;
  }

  private Object encoded(V value) {
    try {
      return encodedByCodec(value);
    } catch (InvalidValueException e) {
      throw FailureInternals.at(e, "condition", null, name, value);
    }
  }

  private Object encodedByCodec(V value) {
    return byCodec(() -> encode(value));
  }

  private Object byCodec(Supplier<Object> encoding) {
    try {
      return encoding.get();
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "A value cannot be turned into its stored form: its codec failed [column=" + name
              + "]. See the cause.",
          e);
    }
  }

  private void requireComparable(Operator operator) {
    if (operator == Operator.EQ || operator == Operator.NE) {
      requireEquality();
    } else if (!type.isOrdered()) {
      throw new IllegalArgumentException("Cannot compare " + name + " by " + operator.symbol()
          + ": " + type + " has no order that every database shares. Use eq or in.");
    }
  }

  private void requireEquality() {
    if (!type.hasEquality()) {
      throw new IllegalArgumentException("Cannot compare " + name
          + " for equality: databases do not agree when two values of " + type
          + " are equal."
          + (type.kind() == StoredType.Kind.DOUBLE
              ? " Use between, or store a decimal."
              : " Store the searched value in another column."));
    }
  }

  private Specification<O> matches(Condition.Match match, String text) {
    if (type.kind() != StoredType.Kind.TEXT) {
      throw new IllegalArgumentException(
          "Cannot search in " + name + ": it is " + type + ", not text.");
    }
    if (isAbsent(text)) {
      throw new IllegalArgumentException(
          "Cannot search for null in " + name + ". Use isNull() or isNotNull().");
    }
    try {
      StoredType.text(10_000).normalise(text);
    } catch (InvalidValueException e) {
      throw FailureInternals.at(e, "condition", null, name, null);
    }
    return new SpecificationNode.TextMatch<>(this, match, text);
  }

  /** The column's name. */
  @Override
  public final String toString() {
    return name;
  }
}
