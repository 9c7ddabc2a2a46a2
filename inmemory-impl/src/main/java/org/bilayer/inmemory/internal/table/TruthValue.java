package org.bilayer.inmemory.internal.table;

/** The truth values of SQL as numbers. */
final class TruthValue {
  /*
   * Kleene's strong three-valued logic [1], which SQL uses: with false < unknown < true, "and" is the minimum, "or" the
   * maximum and "not" the change of sign. Numbers, because a condition is evaluated for each row of a scan.
   *
   * [1] S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
   */
  static final int FALSE = -1;
  static final int UNKNOWN = 0;
  static final int TRUE = 1;

  private TruthValue() {}

  static int of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
