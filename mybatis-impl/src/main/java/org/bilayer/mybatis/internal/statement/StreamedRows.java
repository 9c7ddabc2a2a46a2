package org.bilayer.mybatis.internal.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** Rows that are read from the database while they are asked for. Closing it closes its statement. */
public final class StreamedRows implements Cursor<@Nullable Object[]> {

  private final ResultReader reader;
  private final ResultSet results;
  private int index = -1;
  private boolean consumed;

  /** Why the next row cannot be read, which nobody was told yet. */
  private @Nullable Exception failure;

  private boolean closed;

  StreamedRows(ResultReader reader, ResultSet results) {
    this.reader = reader;
    this.results = results;
  }

  /** The next row, or null after the last. */
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

  /** Throws an exception as it is, also one that no signature names. */
  // The cast does nothing at run time: X is erased.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException unchanged(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /**
   * Appends up to so many rows, fewer at the end or before one that cannot be read; returns how many there were.
   *
   * @throws SQLException if not even the first can be read
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

  /** Whoever stops before a row that cannot be read has not asked for it. */
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
        // The statement or the connection is gone already, and with it what there was to free.
        consumed = true;
      }
    }
  }
}
