package org.bilayer.mybatis.internal.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.bilayer.failure.StorageFailureException;

/** One statement of a flush that goes in one trip, and the writes it is about: they stand side by side in the list. */
final class WrittenPart {

  private final String table;
  private final boolean answersPlaces;
  private final int offset;
  private final int size;
  private final int[] counts;

  /**
   * A part.
   *
   * @param answersPlaces whether it answers with the places of the writes that met their row, and not with a count
   * @param offset place of its first write in the list
   * @param counts of the whole list, where it puts its own
   */
  WrittenPart(String table, boolean answersPlaces, int offset, int size, int[] counts) {
    this.table = table;
    this.answersPlaces = answersPlaces;
    this.offset = offset;
    this.size = size;
    this.counts = counts;
  }

  /** Takes in the answer that the statement stands at. */
  void read(Statement statement) throws SQLException {
    if (answersPlaces) {
      try (ResultSet places = statement.getResultSet()) {
        while (places.next()) {
          counts[offset + (int) places.getLong(1) - 1] = 1;
        }
      }
      return;
    }
    int count = statement.getUpdateCount();
    if (size == 1) {
      counts[offset] = count;
    } else if (count == size) {
      Arrays.fill(counts, offset, offset + size, 1);
    } else {
      throw new StorageFailureException(
          "The database added " + count + " of " + size
              + " rows without an error; does a trigger or a rule of table " + table
              + " hold rows back?",
          null);
    }
  }
}
