package org.bilayer.mybatis.internal.session;

import java.util.ArrayDeque;
import org.bilayer.spi.RowCursor;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** A stream of a session, with the session's failures. */
final class SessionCursor implements RowCursor {

  /** So many rows are read by one call to the driver's result set and its failures translated once; few enough to hold. */
  private static final int ROWS_AHEAD = 100;

  private final MyBatisSession session;
  private final Table table;
  private final String statement;
  private final StreamedRows rows;
  private final ArrayDeque<@Nullable Object[]> ahead = new ArrayDeque<>(ROWS_AHEAD);

  SessionCursor(MyBatisSession session, Table table, String statement, StreamedRows rows) {
    this.session = session;
    this.table = table;
    this.statement = statement;
    this.rows = rows;
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    if (ahead.isEmpty()) {
      if (!rows.isOpen()) {
        return null;
      }
      session.run(table, statement, () -> rows.read(ahead, ROWS_AHEAD));
    } else {
      session.check();
    }
    return ahead.poll();
  }

  @Override
  public void close() {
    ahead.clear();
    session.forget(this);
    rows.close();
  }
}
