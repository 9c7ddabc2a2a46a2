package org.bilayer.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Operator;

/**
 * A condition on aggregates of type {@code T}, composed at run time from the constants of the mapping: {@code
 * OWNER.eq("Ada").and(CLOSED.isNull())}. A closed tree with SQL's three-valued logic, so that every backend can
 * read it; the records below are its nodes, for backends and tools. A query refuses a condition that is nested deeper
 * than 100 levels or has more than 10,000 parts; a list of values is one part, however long.
 *
 * <p>Immutable and reusable.
 *
 * @param <T> the aggregate or owned type
 */
public sealed interface Specification<T> {

  /** Satisfied by everything. */
  static <T> Specification<T> all() {
    return new Constant<>(true);
  }

  /** Satisfied by nothing. */
  static <T> Specification<T> none() {
    return new Constant<>(false);
  }

  /** All of them; of none, {@link #all}. */
  static <T> Specification<T> allOf(Collection<? extends Specification<T>> parts) {
    Specification<T> whole = all();
    for (Specification<T> part : parts) {
      whole = whole.and(part);
    }
    return whole;
  }

  /** At least one of them; of none, {@link #none}. */
  static <T> Specification<T> anyOf(Collection<? extends Specification<T>> parts) {
    Specification<T> whole = none();
    for (Specification<T> part : parts) {
      whole = whole.or(part);
    }
    return whole;
  }

  /** Both. */
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

  /** At least one. */
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

  /** The opposite; unknown stays unknown. */
  default Specification<T> not() {
    if (this instanceof Constant<T> constant) {
      return new Constant<>(!constant.value());
    }
    return this instanceof Negation<T> negation ? negation.part() : new Negation<>(this);
  }

  /** Everything or nothing. */
  record Constant<T>(boolean value) implements Specification<T> {}

  /** An attribute against a stored value. */
  record Comparison<T>(Attribute<T, ?> attribute, Operator operator, Object value)
      implements Specification<T> {}

  /** An attribute against another of the same row. */
  record AttributeComparison<T>(Attribute<T, ?> left, Operator operator, Attribute<T, ?> right)
      implements Specification<T> {}

  /** An attribute among stored values, at least one, without duplicates. */
  record Membership<T>(Attribute<T, ?> attribute, List<Object> values)
      implements Specification<T> {}

  /** An attribute without value. */
  record Absence<T>(Attribute<T, ?> attribute) implements Specification<T> {}

  /** A text attribute that holds a text. */
  record TextMatch<T>(Attribute<T, ?> attribute, Match match, String text)
      implements Specification<T> {}

  /** All parts, at least two. */
  record Conjunction<T>(List<Specification<T>> all) implements Specification<T> {

    /** Copies the list. */
    public Conjunction {
      all = List.copyOf(all);
    }
  }

  /** One of the parts, at least two. */
  record Disjunction<T>(List<Specification<T>> any) implements Specification<T> {

    /** Copies the list. */
    public Disjunction {
      any = List.copyOf(any);
    }
  }

  /** Not the part. */
  record Negation<T>(Specification<T> part) implements Specification<T> {}

  /** At least one element of an owned collection satisfies a condition of its own. */
  record AnyOwned<T, C>(Owned<T, C> owned, Specification<C> condition)
      implements Specification<T> {}
}
