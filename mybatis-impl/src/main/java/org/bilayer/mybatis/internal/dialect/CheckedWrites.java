package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a write fail by itself if it does not affect the expected rows. The server then does not execute a COMMIT
 * that follows in the same trip.
 */
public interface CheckedWrites {

  /** The maximum number of rows for which a saved trip is worth the cost of the check. */
  int rowsMax();

  /** Appends the SQL before a write. */
  void begin(SqlText text);

  /**
   * Appends the SQL after a write.
   *
   * @param part the number of the write in its trip, from 0
   * @param rows the number of rows that the write must affect
   */
  void end(SqlText text, int part, long rows);

  /** Finds the write that failed because it did not affect the expected rows. Empty if the error has another meaning. */
  Optional<Missed> missed(SQLException error);

  /**
   * A write that did not affect the expected rows.
   *
   * @param part the number of the write in the trip
   * @param met for each affected row the position, as in {@link SetWrites#update}; 1 for each row of an insert
   */
  record Missed(int part, List<Integer> met) {

    /** Takes a copy of the list. */
    public Missed {
      met = List.copyOf(met);
    }
  }
}
