package org.bilayer.mybatis.internal.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/** The rows of a query that follows the writes of a one-trip flush. */
public final class RowsAnswer implements FlushAnswer {

  private final ColumnHandler[] columns;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private boolean isUnreadable;

  /** Reads rows of these columns. */
  public RowsAnswer(ColumnHandler[] columns) {
    this.columns = columns.clone();
  }

  /** The rows; empty if a value could not be read, which a query of its own can report. */
  public Optional<List<@Nullable Object[]>> rows() {
    return isUnreadable ? Optional.empty() : Optional.of(rows);
  }

  @Override
  public void read(Statement statement) throws SQLException {
    try (ResultSet open = statement.getResultSet()) {
      while (!isUnreadable && open.next()) {
        var row = new @Nullable Object[columns.length];
        isUnreadable = !isRead(open, row);
        rows.add(row);
      }
    }
  }

  private boolean isRead(ResultSet open, @Nullable Object[] row) {
    try {
      for (int i = 0; i < row.length; i++) {
        row[i] = columns[i].getResult(open, i + 1);
      }
      return true;
    } catch (SQLException | RuntimeException refused) {
      return false;
    }
  }
}
