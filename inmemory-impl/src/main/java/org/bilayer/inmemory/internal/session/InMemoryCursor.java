package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.inmemory.internal.plan.RowReader;
import org.bilayer.inmemory.internal.plan.RowSource;
import org.bilayer.store.RowCursor;
import org.jspecify.annotations.Nullable;

/** A stream of rows as they were when it was opened; later writes of the session are not in it. */
final class InMemoryCursor implements RowCursor {

  private final SessionLife session;
  private final List<Integer> columns;
  private final AtomicInteger open;
  private boolean closed;

  /** Opens; the transaction keeps the rows, so that they go with it if it is expired. */
  InMemoryCursor(
      SessionLife session,
      Transaction transaction,
      RowSource rows,
      List<Integer> columns,
      AtomicInteger open) {
    this.session = session;
    this.columns = columns;
    this.open = open;
    transaction.streams().put(this, rows);
    open.incrementAndGet();
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    RowSource rows = session.begin().streams().get(this);
    if (rows == null) {
      throw new IllegalStateException("The cursor is closed.");
    }
    @Nullable Object[] row = rows.next();
    return row == null ? null : RowReader.project(row, columns);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Transaction current = session.state().transaction();
      if (current != null) {
        current.streams().remove(this);
      }
      open.decrementAndGet();
    }
  }
}
