package org.bilayer.mybatis.internal.session;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads result sets into rows: the handler of column n reads position n, and that is all. Of a statement with several results it
 * makes a list of rows for each.
 */
final class RowReader implements ResultSetHandler {

  private final List<ColumnHandler[]> results;
  private final ColumnHandler[] readers;

  /**
   * A reader.
   *
   * @param results the columns of each result, at least one
   */
  RowReader(List<ColumnHandler[]> results) {
    this.results = results;
    this.readers = results.get(0);
  }

  @Override
  @SuppressWarnings("unchecked") // our statements are executed for rows only
  public <E> List<E> handleResultSets(Statement statement) throws SQLException {
    if (results.size() == 1) {
      return (List<E>) rows(results(statement), readers);
    }
    var all = new ArrayList<List<@Nullable Object[]>>(results.size());
    for (ColumnHandler[] columns : results) {
      if (!all.isEmpty()) {
        statement.getMoreResults();
      }
      all.add(rows(results(statement), columns));
    }
    return (List<E>) all;
  }

  private static List<@Nullable Object[]> rows(ResultSet open, ColumnHandler[] columns)
      throws SQLException {
    var rows = new ArrayList<@Nullable Object[]>();
    try (open) {
      while (open.next()) {
        rows.add(row(open, columns));
      }
    }
    return rows;
  }

  @Override
  @SuppressWarnings("unchecked") // our statements are executed for rows only
  public <E> Cursor<E> handleCursorResultSets(Statement statement) throws SQLException {
    return (Cursor<E>) new StreamedRows(this, results(statement));
  }

  @Override
  public void handleOutputParameters(CallableStatement statement) {
    throw new UnsupportedOperationException("No stored procedures are called.");
  }

  @Nullable
  Object[] row(ResultSet open) throws SQLException {
    return row(open, readers);
  }

  private static @Nullable Object[] row(ResultSet open, ColumnHandler[] columns)
      throws SQLException {
    var row = new @Nullable Object[columns.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = columns[i].getResult(open, i + 1);
    }
    return row;
  }

  /** A prefix such as SET answers before the query does, with a count. */
  private static ResultSet results(Statement statement) throws SQLException {
    ResultSet results = statement.getResultSet();
    while (results == null) {
      if (!statement.getMoreResults() && statement.getUpdateCount() < 0) {
        throw new SQLException("The statement returned no rows, not even none");
      }
      results = statement.getResultSet();
    }
    return results;
  }
}
