package org.bilayer.spi;

import java.util.List;

/**
 * A condition on the rows of one table, as data: SQL renders it, memory evaluates it and keeps it as a
 * predicate to validate. Three-valued as in SQL: a comparison with null is unknown, {@code not} keeps
 * unknown, and a row qualifies only where the whole is true.
 *
 * <p>Columns are positions in the table. Values are stored values, normalised, never null. Immutable.
 */
public sealed interface Condition {

  /** True for every row, or for none. */
  record Always(boolean value) implements Condition {}

  /** Compares a column with a value. */
  record Compare(int column, Operator operator, Object value) implements Condition {}

  /** Compares two columns of one stored kind. */
  record CompareColumns(int left, Operator operator, int right) implements Condition {}

  /** Whether the column equals one of the values; at least one value, without duplicates. */
  record In(int column, List<Object> values) implements Condition {

    /** Copies the list. */
    public In {
      values = List.copyOf(values);
    }
  }

  /** Whether the column has no value; never unknown. */
  record IsNull(int column) implements Condition {}

  /** How the text of a {@link Matches} lies in the column's text. */
  enum Match {
    /** At the beginning. */
    PREFIX,
    /** Anywhere. */
    INFIX,
    /** At the end. */
    SUFFIX
  }

  /** Whether a text column holds the text, every character of which stands for itself. */
  record Matches(int column, Match match, String text) implements Condition {}

  /** True if all are true, false if one is false; at least two. */
  record And(List<Condition> all) implements Condition {

    /** Copies the list. */
    public And {
      all = List.copyOf(all);
    }
  }

  /** True if one is true, false if all are false; at least two. */
  record Or(List<Condition> any) implements Condition {

    /** Copies the list. */
    public Or {
      any = List.copyOf(any);
    }
  }

  /** True if false, false if true. */
  record Not(Condition condition) implements Condition {}

  /**
   * Whether at least one row of {@code table}, which is owned by this table's rows, belongs to the row and
   * satisfies the condition over its own columns; never unknown.
   */
  record Exists(Table table, Condition condition) implements Condition {}
}
