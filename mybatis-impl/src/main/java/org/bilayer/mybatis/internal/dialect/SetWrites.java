package org.bilayer.mybatis.internal.dialect;

import java.util.List;
import org.bilayer.store.Table;
import org.bilayer.store.Write;

/** Statements that write any number of rows of one table with one text. */
public interface SetWrites {

  /** From how many rows on {@link #insert} is worth it. */
  int insertsMin();

  /** From how many rows on {@link #update} and {@link #delete} are worth it. */
  int changesMin();

  /** Appends the insertion of rows; the statement's update count says how many there were. */
  void insert(SqlText text, Table table, List<Write.Insert> writes);

  /**
   * Appends the update of rows. The statement returns one column: the place, counted from 1, of every write that met its
   * row, in any order.
   *
   * @param writes of different rows
   * @param changed positions of the columns to set in all of them, none of them in a unique key
   */
  void update(SqlText text, Table table, List<Write.Update> writes, int[] changed);

  /**
   * Appends the removal of rows; returns as {@link #update}.
   *
   * @param writes of different rows
   */
  void delete(SqlText text, Table table, List<Write.Delete> writes);
}
