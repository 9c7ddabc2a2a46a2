package org.bilayer.mybatis.internal.dialect;

import java.util.List;
import org.bilayer.spi.Table;
import org.bilayer.spi.Write;

/**
 * Statements that write any number of rows of one table with one text, and say which of them they met.
 *
 * <p>Each returns one column: the place, counted from 1, of every write that met its row, in any order.
 */
public interface SetWrites {

  /** From how many rows on it is worth it. */
  int rowsMin();

  /** Appends the insertion of rows. */
  void insert(SqlText text, Table table, List<Write.Insert> writes);

  /**
   * Appends the update of rows.
   *
   * @param changed positions of the columns to set in all of them, none of them in a unique key
   */
  void update(SqlText text, Table table, List<Write.Update> writes, int[] changed);

  /** Appends the removal of rows. */
  void delete(SqlText text, Table table, List<Write.Delete> writes);
}
