package org.bilayer.testkit.verify.history;

import org.jspecify.annotations.Nullable;

/**
 * What a set-based change does to a column. Made by {@link Steps#assign} and {@link Steps#increase}.
 *
 * @param increase whether the value is added to what is there
 */
public record Assignment(
    String column, boolean increase, @Nullable Object value) {

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return (increase ? "increase(" : "assign(") + Literal.of(column) + ", " + Literal.of(value)
        + ")";
  }
}
