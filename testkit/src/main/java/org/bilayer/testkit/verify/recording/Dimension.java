package org.bilayer.testkit.verify.recording;

/** In what histories differ. The mapping and the backend make some values of each dimension possible; histories draw from all of them. */
public enum Dimension {
  /** A column, and an edge case of its type. */
  EDGE_CASES("edge cases"),
  /** An operator, an order or a total, and a type of column. */
  OPERATORS("operators"),
  /** An operator on a column that may be without a value, or with an operand that is special in some database. */
  OPERANDS("operands"),
  /** A kind of step, and whether its key has one column or several. */
  STEPS("steps"),
  /** A kind of unit of work, and its level. */
  UNITS("units"),
  /** A rule on which two units meet, and their level. */
  PAIRS("pairs of units");

  private final String text;

  Dimension(String text) {
    this.text = text;
  }

  /** For people and machines. */
  public String text() {
    return text;
  }
}
