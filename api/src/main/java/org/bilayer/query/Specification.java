package org.bilayer.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bilayer.query.SpecificationNode.Conjunction;
import org.bilayer.query.SpecificationNode.Constant;
import org.bilayer.query.SpecificationNode.Disjunction;
import org.bilayer.query.SpecificationNode.Negation;

/**
 * A condition on aggregates of type {@code T}, composed at run time from the constants of the mapping: {@code
 * OWNER.eq("Ada").and(CLOSED.isNull())}. A condition is a closed tree with SQL's three-valued logic, which
 * every backend can read. A query refuses a condition that is nested deeper than 100 levels or has more than
 * 10,000 parts. A list of values counts as one part, whatever its length.
 *
 * <p>Immutable and reusable.
 *
 * @param <T> the aggregate or owned type
 */
public sealed interface Specification<T> permits SpecificationNode {

  /** Satisfied by every object. */
  static <T> Specification<T> all() {
    return new Constant<>(true);
  }

  /** Satisfied by no object. */
  static <T> Specification<T> none() {
    return new Constant<>(false);
  }

  /** Satisfied if all parts are satisfied. Without parts, the result is {@link #all}. */
  static <T> Specification<T> allOf(Collection<? extends Specification<T>> parts) {
    Specification<T> whole = all();
    for (Specification<T> part : parts) {
      whole = whole.and(part);
    }
    return whole;
  }

  /** Satisfied if at least one part is satisfied. Without parts, the result is {@link #none}. */
  static <T> Specification<T> anyOf(Collection<? extends Specification<T>> parts) {
    Specification<T> whole = none();
    for (Specification<T> part : parts) {
      whole = whole.or(part);
    }
    return whole;
  }

  /** Satisfied if both conditions are satisfied. */
  default Specification<T> and(Specification<T> other) {
    if (this instanceof Constant<T> constant) {
      return constant.value() ? other : this;
    }
    if (other instanceof Constant<T> constant) {
      return constant.value() ? this : other;
    }
    var all = new ArrayList<Specification<T>>();
    all.addAll(this instanceof Conjunction<T> mine ? mine.all() : List.of(this));
    all.addAll(other instanceof Conjunction<T> theirs ? theirs.all() : List.of(other));
    return new Conjunction<>(all);
  }

  /** Satisfied if at least one of the two conditions is satisfied. */
  default Specification<T> or(Specification<T> other) {
    if (this instanceof Constant<T> constant) {
      return constant.value() ? this : other;
    }
    if (other instanceof Constant<T> constant) {
      return constant.value() ? other : this;
    }
    var any = new ArrayList<Specification<T>>();
    any.addAll(this instanceof Disjunction<T> mine ? mine.any() : List.of(this));
    any.addAll(other instanceof Disjunction<T> theirs ? theirs.any() : List.of(other));
    return new Disjunction<>(any);
  }

  /** The negation. If this condition is unknown, the negation is unknown. */
  default Specification<T> not() {
    if (this instanceof Constant<T> constant) {
      return new Constant<>(!constant.value());
    }
    return this instanceof Negation<T> negation ? negation.part() : new Negation<>(this);
  }
}
