package org.bilayer.store;

import java.util.List;
import org.bilayer.value.Lock;

/**
 * Some rows of one table.
 *
 * @param table whose rows; {@link Table#joining} lets condition, order and columns be about rows referred to as well. A lock is on the
 *     rows of {@link Table#base} alone
 * @param where which rows
 * @param order empty for no promised order; otherwise ends with the columns of the primary key, so that it
 *     decides between any two rows
 * @param limit most rows to return; {@link Long#MAX_VALUE} for all
 * @param columns positions of the columns wanted, in the order in which the result arrays have them; empty
 *     for all of {@link Table#base}
 * @param lock whether the rows returned are locked
 * @param marksUnreadable whether a value that the backend cannot read comes as an {@link UnreadableValue} instead of ending the
 *     read with an {@code UnreadableRowException}; all other values of the row are read. A backend that reads every value does
 *     nothing for it
 */
public record Select(
    Table table,
    Condition where,
    List<SortColumn> order,
    long limit,
    List<Integer> columns,
    Lock lock,
    boolean marksUnreadable) {

  /** Copies the lists. */
  public Select {
    order = List.copyOf(order);
    columns = List.copyOf(columns);
  }

  /** A select without marks. */
  public Select(
      Table table,
      Condition where,
      List<SortColumn> order,
      long limit,
      List<Integer> columns,
      Lock lock) {
    this(table, where, order, limit, columns, lock, false);
  }

  /** The same select, with or without marks. */
  public Select markingUnreadable(boolean marks) {
    return marks == marksUnreadable
        ? this
        : new Select(table, where, order, limit, columns, lock, marks);
  }
}
