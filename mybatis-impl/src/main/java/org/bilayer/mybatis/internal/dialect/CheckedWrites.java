package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes a write fail by itself where it does not meet its rows, so that a COMMIT sent behind it is not reached. */
public interface CheckedWrites {

  /** How many rows a flush may write for a trip saved to be worth the checking. */
  int rowsMax();

  /** Appends what goes before a write. */
  void begin(SqlText text);

  /**
   * Appends what goes behind a write.
   *
   * @param part number of the write in its trip, from 0
   * @param rows how many it has to meet
   */
  void end(SqlText text, int part, long rows);

  /** Which write failed because it met other rows than it had to; empty if an error means something else. */
  Optional<Missed> missed(SQLException error);

  /**
   * A write that did not meet its rows.
   *
   * @param part its number in the trip
   * @param met for each row it met the place, as {@link SetWrites#update} counts them; 1 for each row of an insertion
   */
  record Missed(int part, List<Integer> met) {

    /** Takes a copy of the list. */
    public Missed {
      met = List.copyOf(met);
    }
  }
}
