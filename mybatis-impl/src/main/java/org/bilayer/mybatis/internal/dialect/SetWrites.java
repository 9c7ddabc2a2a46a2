package org.bilayer.mybatis.internal.dialect;

import java.util.List;
import org.bilayer.store.Table;
import org.bilayer.store.Write;

/** Creates statements that write any number of rows of one table with the same SQL text. */
public interface SetWrites {

  /** The number of rows from which {@link #insert} is faster. */
  int insertsMin();

  /** The number of rows from which {@link #update} and {@link #delete} are faster. */
  int changesMin();

  /** Appends an insert of rows, which leave the same columns to the store. The update count of the statement is the number of inserted rows. */
  void insert(SqlText text, Table table, List<Write.Insert> writes);

  /**
   * Appends the update of rows. The statement returns one column: the position, counted from 1, of every write that
   * affected its row, in any order.
   *
   * @param writes of different rows
   * @param changed positions of the columns to set in all rows; no column of a unique key
   */
  void update(SqlText text, Table table, List<Write.Update> writes, int[] changed);

  /**
   * Appends a delete of rows. The statement returns the same column as {@link #update}.
   *
   * @param writes of different rows
   */
  void delete(SqlText text, Table table, List<Write.Delete> writes);
}
