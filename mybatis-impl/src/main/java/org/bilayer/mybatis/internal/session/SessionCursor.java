package org.bilayer.mybatis.internal.session;

import org.bilayer.spi.RowCursor;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** A stream of a session, with the session's failures. */
final class SessionCursor implements RowCursor {

  private final MyBatisSession session;
  private final Table table;
  private final String statement;
  private final StreamedRows rows;

  SessionCursor(MyBatisSession session, Table table, String statement, StreamedRows rows) {
    this.session = session;
    this.table = table;
    this.statement = statement;
    this.rows = rows;
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    return rows.isOpen() ? session.runForNullable(table, statement, rows::next) : null;
  }

  @Override
  public void close() {
    rows.close();
    session.forget(this);
  }
}
