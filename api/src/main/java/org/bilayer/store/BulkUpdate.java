package org.bilayer.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same change to every row that satisfies a condition. A version column goes up by one in each changed row;
 * where it holds no value, it becomes 1. Values are those of before the statement; constraints are checked after each row,
 * in an unspecified order of rows.
 *
 * @param where which rows
 * @param assignments distinct columns, never of the primary key, nor the version
 */
public record BulkUpdate(Table table, Condition where, List<Assignment> assignments) {

  /** Copies the list. */
  public BulkUpdate {
    assignments = List.copyOf(assignments);
  }

  /**
   * One column's new value.
   *
   * @param column position in the table
   * @param increment false: the value is stored; true: it is added to what is there (null stays null), for
   *     integers and decimals, and out of range is an {@code InvalidValueException}
   * @param value the stored value, null only without {@code increment}
   */
  public record Assignment(
      int column, boolean increment, @Nullable Object value) {}
}
