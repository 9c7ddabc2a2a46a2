package org.bilayer.mybatis.internal.session;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.statement.RowSpool;
import org.bilayer.mybatis.internal.statement.StreamedRows;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream of a session. Translates exceptions to the failures of the session. */
final class SessionCursor implements RowCursor, UnitContext.OpenStream {

  /*
   * Rows come from the driver's result set until the session needs the connection for an operation that the driver
   * does not support during a stream. The remaining rows then move to a spool and come from the spool.
   */

  private static final Logger LOG = LoggerFactory.getLogger(SessionCursor.class);

  /**
   * The number of rows that are read at a time, so that the translation of failures has a cost per block only. Small
   * enough to be held in memory.
   */
  private static final int ROWS_AHEAD = 100;

  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  private final UnitContext unit;
  private final Table table;
  private final String statement;
  private final StreamedRows rows;
  private final ArrayDeque<@Nullable Object[]> ahead = new ArrayDeque<>(ROWS_AHEAD);
  private @Nullable RowSpool spool;

  /** The exception that stopped the move of rows to the spool. Null if the spool contains all rows. */
  private @Nullable Exception failure;

  SessionCursor(UnitContext unit, Table table, String statement, StreamedRows rows) {
    this.unit = unit;
    this.table = table;
    this.statement = statement;
    this.rows = rows;
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    RowSpool kept = spool;
    if (!ahead.isEmpty()) {
      unit.check();
    } else if (kept != null) {
      unit.runBesideStreams(table, statement, () -> readSpool(kept));
    } else if (rows.isOpen()) {
      unit.runBesideStreams(table, statement, () -> rows.read(ahead, ROWS_AHEAD));
    }
    return ahead.poll();
  }

  private int readSpool(RowSpool from) throws SQLException {
    try {
      while (ahead.size() < ROWS_AHEAD) {
        @Nullable Object @Nullable [] row = from.next();
        if (row == null) {
          break;
        }
        ahead.add(row);
      }
    } catch (IOException e) {
      throw unspooled(e);
    }
    if (ahead.isEmpty() && failure instanceof SQLException e) {
      throw e;
    }
    if (ahead.isEmpty() && failure instanceof RuntimeException e) {
      throw e;
    }
    return ahead.size();
  }

  /**
   * Reads the remaining rows, so that the connection is free. An unreadable row fails when the stream reaches the
   * row, not before.
   */
  @Override
  public void freeConnection() {
    if (spool != null || !rows.isOpen()) {
      return;
    }
    var kept = new RowSpool(FOLDER);
    spool = kept;
    var some = new ArrayDeque<@Nullable Object[]>(ROWS_AHEAD);
    try {
      while (rows.read(some, ROWS_AHEAD) > 0) {
        unit.check();
        for (@Nullable Object[] row : some) {
          kept.add(row);
        }
        some.clear();
      }
    } catch (IOException e) {
      // The failure is also for later reads, because the spool does not contain all rows.
      StorageFailureException unkept = unspooled(e);
      failure = unkept;
      throw unkept;
    } catch (SQLException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = e;
      // A failure that ends the session is thrown again. Other failures concern a row.
      unit.check();
    } finally {
      rows.close();
    }
  }

  private static StorageFailureException unspooled(IOException e) {
    return new StorageFailureException(
        "The rows left in a stream could not be kept in a temporary file while the unit of work "
            + "ran another statement"
            + " [java.io.tmpdir=" + FOLDER
            + "]. Free space in this folder, or run no other statement in the unit during the "
            + "stream.",
        e);
  }

  @Override
  public void close() {
    ahead.clear();
    unit.remove(this);
    RowSpool kept = spool;
    spool = null;
    try {
      rows.close();
    } finally {
      if (kept != null) {
        try {
          kept.close();
        } catch (IOException e) {
          LOG.warn("A temporary file of a stream could not be removed", e);
        }
      }
    }
  }
}
