package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.inmemory.internal.plan.RowReader;
import org.bilayer.inmemory.internal.plan.RowSource;
import org.bilayer.store.RowCursor;
import org.jspecify.annotations.Nullable;

/** A stream of the rows at the opening of the stream. Later writes of the session have no effect on the stream. */
final class InMemoryCursor implements RowCursor {

  private final SessionLife session;
  private final List<Integer> columns;
  private final AtomicInteger open;
  private boolean closed;

  /** Opens the stream. The transaction holds the rows, therefore an expired transaction frees the rows. */
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
