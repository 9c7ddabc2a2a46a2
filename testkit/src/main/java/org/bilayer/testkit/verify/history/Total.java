package org.bilayer.testkit.verify.history;

import org.bilayer.query.AggregateFunction;

/**
 * Something computed over a group. Made by {@link Steps#total}.
 *
 * @param column of what; empty for a count of rows
 */
public record Total(AggregateFunction.Kind kind, String column) {

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return "total(org.bilayer.query.AggregateFunction.Kind." + kind + ", " + Literal.of(column)
        + ")";
  }
}
