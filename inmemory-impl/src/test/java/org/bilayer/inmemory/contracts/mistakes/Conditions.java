package org.bilayer.inmemory.contracts.mistakes;

import java.util.function.UnaryOperator;
import org.bilayer.store.Condition;

/** Conditions with every part replaced that a mistake concerns. */
final class Conditions {

  private Conditions() {}

  /** Replaces parts from the leaves upwards; the operator returns what it does not concern. */
  static Condition replaced(Condition condition, UnaryOperator<Condition> part) {
    return part.apply(withParts(condition, part));
  }

  private static Condition withParts(Condition condition, UnaryOperator<Condition> part) {
    if (condition instanceof Condition.And and) {
      return new Condition.And(
          and.all().stream().map(each -> replaced(each, part)).toList());
    }
    if (condition instanceof Condition.Or or) {
      return new Condition.Or(
          or.any().stream().map(each -> replaced(each, part)).toList());
    }
    if (condition instanceof Condition.Not not) {
      return new Condition.Not(replaced(not.condition(), part));
    }
    if (condition instanceof Condition.Exists exists) {
      return new Condition.Exists(exists.table(), replaced(exists.condition(), part));
    }
    return condition;
  }
}
