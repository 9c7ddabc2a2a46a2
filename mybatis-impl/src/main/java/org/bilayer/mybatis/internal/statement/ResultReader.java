package org.bilayer.mybatis.internal.statement;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.UnreadableValueException;
import org.bilayer.store.Table;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Reads result sets into rows. The handler of column n reads position n. A statement with several results gives one
 * list of rows for each result.
 */
final class ResultReader implements ResultSetHandler {

  private final List<ColumnHandler[]> results;
  private final ColumnHandler[] readers;
  private final Failures failures;

  /**
   * Creates a reader.
   *
   * @param results the columns of each result, at least one
   * @param failures conceals the text of a driver's exception about a value, because the text may contain the value
   */
  public ResultReader(List<ColumnHandler[]> results, Failures failures) {
    this.results = results;
    this.failures = failures;
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

  private List<@Nullable Object[]> rows(ResultSet open, ColumnHandler[] columns)
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

  private @Nullable Object[] row(ResultSet open, ColumnHandler[] columns) throws SQLException {
    var row = new @Nullable Object[columns.length];
    readFrom(0, open, columns, row);
    return row;
  }

  private void readFrom(int first, ResultSet open, ColumnHandler[] columns, @Nullable Object[] row)
      throws SQLException {
    int i = first;
    try {
      for (; i < row.length; i++) {
        row[i] = columns[i].getResult(open, i + 1);
      }
    } catch (SQLException e) {
      if (!isOfValue(e)) {
        throw e;
      }
      refused(i, open, columns, row, e);
    } catch (RuntimeException e) {
      refused(i, open, columns, row, e);
    }
  }

  /** Ends the read, or marks the value as unreadable and reads the rest of the row. */
  private void refused(
      int column, ResultSet open, ColumnHandler[] columns, @Nullable Object[] row, Exception e)
      throws SQLException {
    if (!columns[column].marks()) {
      throw unreadable(open, columns, row, column, e);
    }
    row[column] = new UnreadableValue(rule(columns[column], e), shown(e));
    readFrom(column + 1, open, columns, row);
  }

  /*
   * Drivers convert values in memory, after the row has arrived: errors of conversion have the state class 22 (data) or 07 (types),
   * 42846 or 0A/HYC (no such conversion), or are of one of these classes. All others concern the statement or the connection.
   */
  private static boolean isOfValue(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLDataException
        || e instanceof SQLFeatureNotSupportedException
        || (state != null
            && (state.startsWith("22")
                || state.startsWith("07")
                || state.startsWith("0A")
                || state.startsWith("HYC")
                || state.equals("42846")));
  }

  private UnreadableRowException unreadable(
      ResultSet open, ColumnHandler[] columns, @Nullable Object[] row, int failed, Exception e) {
    ColumnHandler handler = columns[failed];
    Table table = handler.table();
    return new UnreadableRowException(
        table == null ? "(none)" : table.name(),
        table == null ? null : key(open, columns, row, failed, table),
        table == null ? null : table.columns().get(handler.column()).name(),
        rule(handler, e),
        shown(e));
  }

  private static String rule(ColumnHandler handler, Exception e) {
    String message = e.getMessage();
    return e instanceof UnreadableValueException && message != null
        ? message
        : "the value must be one of " + handler.stored();
  }

  private @Nullable Throwable shown(Exception e) {
    return e instanceof UnreadableValueException ? e.getCause() : failures.shown(e);
  }

  /** The key of a row, some columns of which may be unread or unreadable. Null if the key is not part of the columns. */
  private static @Nullable String key(
      ResultSet open, ColumnHandler[] columns, @Nullable Object[] row, int failed, Table table) {
    var text = new StringJoiner(", ");
    for (int wanted : table.key()) {
      int place = 0;
      while (place < columns.length && columns[place].column() != wanted) {
        place++;
      }
      if (place == columns.length) {
        return null;
      }
      Object value =
          place < failed ? row[place] : place == failed ? null : read(open, columns, place);
      text.add(value == null ? "?" : Key.of(value).toString());
    }
    return table.key().size() == 1 ? text.toString() : "(" + text + ")";
  }

  private static @Nullable Object read(ResultSet open, ColumnHandler[] columns, int place) {
    try {
      return columns[place].getResult(open, place + 1);
    } catch (Exception e) {
      return null;
    }
  }

  /** A prefix such as SET returns a count before the result of the query. */
  private static ResultSet results(Statement statement) throws SQLException {
    ResultSet results = statement.getResultSet();
    while (results == null) {
      if (!statement.getMoreResults() && statement.getUpdateCount() < 0) {
        throw new SQLException("The statement returned no result set");
      }
      results = statement.getResultSet();
    }
    return results;
  }
}
