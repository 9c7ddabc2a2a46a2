package org.bilayer.store;

import java.util.List;

/**
 * Aggregates over the rows of one table, per group. Each result array holds the values of {@code groupBy} and
 * then those of {@code aggregates}. Rows whose group columns are null form a group of their own. Without
 * {@code groupBy} there is exactly one result, also over no rows.
 *
 * @param where which rows
 * @param groupBy positions of the grouping columns, of types that have equality
 * @param aggregates what to compute; may be empty where {@code groupBy} is not
 */
public record Summary(
    Table table, Condition where, List<Integer> groupBy, List<Aggregate> aggregates) {

  /** Copies the lists. */
  public Summary {
    groupBy = List.copyOf(groupBy);
    aggregates = List.copyOf(aggregates);
  }

  /** The functions. */
  public enum Function {
    /** How many rows, or how many rows with a value in the column: Long. */
    COUNT,
    /** How many different values: Long. */
    COUNT_DISTINCT,
    /**
     * The exact sum of integers or decimals: BigDecimal with the column's scale; null over no values. Never
     * asked of doubles, whose sum depends on the order.
     */
    SUM,
    /** The least value, of the column's type; null over no values. */
    MIN,
    /** The greatest value, of the column's type; null over no values. */
    MAX
  }

  /**
   * One aggregate.
   *
   * @param column position in the table; -1 for a count of rows
   */
  public record Aggregate(Function function, int column) {}
}
