package org.bilayer.mybatis.internal.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/** The parameters of a batch, row by row, and, after the execution, its counts. */
public final class BatchArguments extends StatementArguments {

  private static final Object[] NO_VALUES = {};

  private final List<@Nullable Object[]> rows;
  private int[] counts = {};

  public BatchArguments(ColumnHandler[] handlers, List<@Nullable Object[]> rows) {
    super("", handlers, NO_VALUES);
    this.rows = rows;
  }

  /** Adds every row to the statement's batch. */
  @Override
  void bind(PreparedStatement statement) throws SQLException {
    for (@Nullable Object[] row : rows) {
      bind(statement, row);
      statement.addBatch();
    }
  }

  /** Executes what {@link #bind} has added. */
  void execute(PreparedStatement statement) throws SQLException {
    counts = statement.executeBatch();
  }

  /** The count that the driver returned for each row. */
  public int[] counts() {
    return counts;
  }

  @Override
  public String toString() {
    return rows.size() + " times " + super.toString();
  }
}
