package org.bilayer.mybatis.internal.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** Rows that are read from the database on demand. {@code close} closes the statement. */
public final class StreamedRows implements Cursor<@Nullable Object[]> {

  private final ResultReader reader;
  private final ResultSet results;
  private int index = -1;
  private boolean consumed;

  /** The exception of the next row, if it is unreadable and the exception was not thrown yet. */
  private @Nullable Exception failure;

  private boolean closed;

  StreamedRows(ResultReader reader, ResultSet results) {
    this.reader = reader;
    this.results = results;
  }

  /** Returns the next row, or null after the last row. */
  @Nullable
  Object @Nullable [] next() throws SQLException {
    if (closed || consumed) {
      return null;
    }
    rethrow();
    if (!results.next()) {
      consumed = true;
      return null;
    }
    index++;
    return reader.row(results);
  }

  private void rethrow() throws SQLException {
    Exception known = failure;
    failure = null;
    if (known instanceof SQLException e) {
      throw e;
    }
    if (known != null) {
      throw StreamedRows.<RuntimeException>unchanged(known);
    }
  }

  /** Throws an exception unchanged, even if no signature declares the exception. */
  // The cast has no effect at run time, because X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException unchanged(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /**
   * Appends up to the given number of rows. Appends fewer rows at the end, or before an unreadable row. Returns the
   * number of appended rows.
   *
   * @throws SQLException if the first row cannot be read
   */
  public int read(Collection<@Nullable Object[]> to, int rowsMax) throws SQLException {
    int count = 0;
    while (count < rowsMax) {
      @Nullable Object @Nullable [] row = count == 0 ? next() : nextUnlessItFails();
      if (row == null) {
        break;
      }
      to.add(row);
      count++;
    }
    return count;
  }

  /** A caller that stops before an unreadable row has not requested this row. */
  private @Nullable Object @Nullable [] nextUnlessItFails() {
    try {
      return next();
    } catch (Exception e) {
      failure = e;
      return null;
    }
  }

  @Override
  public boolean isOpen() {
    return !closed && !consumed;
  }

  @Override
  public boolean isConsumed() {
    return consumed;
  }

  @Override
  public int getCurrentIndex() {
    return index;
  }

  /** For plugins that look into cursors; the session reads by {@link #next}. */
  @Override
  public Iterator<@Nullable Object[]> iterator() {
    return new Iterator<>() {
      private @Nullable Object @Nullable [] ahead;

      @Override
      public boolean hasNext() {
        try {
          ahead = ahead == null ? StreamedRows.this.next() : ahead;
        } catch (SQLException e) {
          throw new IllegalStateException("The rows cannot be read", e);
        }
        return ahead != null;
      }

      @Override
      public @Nullable Object[] next() {
        @Nullable Object @Nullable [] row = hasNext() ? ahead : null;
        if (row == null) {
          throw new NoSuchElementException();
        }
        ahead = null;
        return row;
      }
    };
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        results.close();
      } catch (SQLException e) {
        // The statement or the connection is already closed, and its resources are free.
        consumed = true;
      }
    }
  }
}
