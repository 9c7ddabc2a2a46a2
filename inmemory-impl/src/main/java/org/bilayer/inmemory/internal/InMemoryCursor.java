package org.bilayer.inmemory.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.spi.RowCursor;
import org.jspecify.annotations.Nullable;

/** A stream of rows as they were when it was opened; later writes of the session are not in it. */
final class InMemoryCursor implements RowCursor {

  private final InMemorySession session;
  private final List<Integer> columns;
  private final AtomicInteger open;
  private @Nullable RowSource rows;

  InMemoryCursor(
      InMemorySession session, RowSource rows, List<Integer> columns, AtomicInteger open) {
    this.session = session;
    this.rows = rows;
    this.columns = columns;
    this.open = open;
    open.incrementAndGet();
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    session.live();
    RowSource current = rows;
    if (current == null) {
      throw new IllegalStateException("The cursor is closed.");
    }
    @Nullable Object[] row = current.next();
    return row == null ? null : RowReader.project(row, columns);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows = null;
      open.decrementAndGet();
    }
  }
}
