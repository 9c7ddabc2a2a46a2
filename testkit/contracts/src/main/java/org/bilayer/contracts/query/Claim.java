package org.bilayer.contracts.query;

import java.util.function.Function;
import org.bilayer.query.Specification;

/**
 * A condition, and beside it what it means, told over domain objects: the backend's answer is compared with the meaning.
 *
 * @param text how to write it, for a failure's message
 */
record Claim<T>(String text, Specification<T> condition, Function<T, ExpectedTruth> meaning) {

  Claim<T> and(Claim<T> other) {
    return new Claim<>(
        "(" + text + " and " + other.text + ")",
        condition.and(other.condition),
        object -> meaning.apply(object).and(other.meaning.apply(object)));
  }

  Claim<T> or(Claim<T> other) {
    return new Claim<>(
        "(" + text + " or " + other.text + ")",
        condition.or(other.condition),
        object -> meaning.apply(object).or(other.meaning.apply(object)));
  }

  Claim<T> not() {
    return new Claim<>(
        "not " + text, condition.not(), object -> meaning.apply(object).not());
  }

  boolean selects(T object) {
    return meaning.apply(object) == ExpectedTruth.TRUE;
  }

  @Override
  public String toString() {
    return text;
  }
}
