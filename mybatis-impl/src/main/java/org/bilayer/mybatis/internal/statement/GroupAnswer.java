package org.bilayer.mybatis.internal.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.store.Write;

/** One statement of a flush that goes in one trip, and the writes it is about: they stand side by side in the list. */
public final class GroupAnswer {

  private final String table;
  private final boolean returnsPositions;
  private final int offset;
  private final int size;
  private final int[] counts;

  /**
   * A part.
   *
   * @param group its writes, of one table
   * @param returnsPositions whether it answers with the places of the writes that met their row, and not with a count
   * @param offset place of its first write in the list
   * @param counts of the whole list, where it puts its own
   */
  public GroupAnswer(List<Write> group, boolean returnsPositions, int offset, int[] counts) {
    this.table = group.get(0).table().name();
    this.returnsPositions = returnsPositions;
    this.offset = offset;
    this.size = group.size();
    this.counts = counts;
  }

  /** Takes in the answer that the statement stands at. */
  void read(Statement statement) throws SQLException {
    if (returnsPositions) {
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
      throw missingRows(table, count, size);
    }
  }

  /** An insertion that added fewer rows than it was given, and said nothing. */
  public static StorageFailureException missingRows(String table, int added, int size) {
    return new StorageFailureException(
        "The database added " + added + " of " + size
            + " rows and reported no error. Check whether a trigger or a rule of the table " + table
            + " holds rows back.",
        null);
  }
}
