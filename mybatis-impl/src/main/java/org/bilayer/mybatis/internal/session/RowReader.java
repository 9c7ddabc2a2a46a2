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

/** Reads result sets into rows: the handler of column n reads position n, and that is all. */
final class RowReader implements ResultSetHandler {

  private final ColumnHandler[] readers;

  RowReader(ColumnHandler[] readers) {
    this.readers = readers;
  }

  @Override
  @SuppressWarnings("unchecked") // our statements are executed for rows only
  public <E> List<E> handleResultSets(Statement statement) throws SQLException {
    var rows = new ArrayList<@Nullable Object[]>();
    try (ResultSet results = results(statement)) {
      while (results.next()) {
        rows.add(row(results));
      }
    }
    return (List<E>) rows;
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
  Object[] row(ResultSet results) throws SQLException {
    var row = new @Nullable Object[readers.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = readers[i].getResult(results, i + 1);
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
