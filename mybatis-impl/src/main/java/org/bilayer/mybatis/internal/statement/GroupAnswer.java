package org.bilayer.mybatis.internal.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.store.Write;

/** One statement of a one-trip flush, and its writes, which are neighbours in the list. */
public final class GroupAnswer implements FlushAnswer {

  private final String table;
  private final boolean returnsPositions;
  private final int offset;
  private final int size;
  private final int[] counts;

  /**
   * Creates a part.
   *
   * @param group the writes of the statement, all of one table
   * @param returnsPositions whether the statement returns the positions of the writes that affected their row, and
   *     not a count
   * @param offset the position of the first write in the list
   * @param counts the counts of the whole list; the part sets its own counts
   */
  public GroupAnswer(List<Write> group, boolean returnsPositions, int offset, int[] counts) {
    this.table = group.get(0).table().name();
    this.returnsPositions = returnsPositions;
    this.offset = offset;
    this.size = group.size();
    this.counts = counts;
  }

  @Override
  public void read(Statement statement) throws SQLException {
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

  /** Reports an insert that added fewer rows than given and reported no error. */
  public static StorageFailureException missingRows(String table, int added, int size) {
    return new StorageFailureException(
        "The database added " + added + " of " + size
            + " rows and reported no error. Check whether a trigger or a rule of the table " + table
            + " holds rows back.",
        null);
  }
}
