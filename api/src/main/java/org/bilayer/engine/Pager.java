package org.bilayer.engine;

import java.util.List;
import java.util.Optional;
import org.bilayer.engine.query.PageReading;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.store.Select;
import org.jspecify.annotations.Nullable;

/** Reads aggregates in pages. */
final class Pager<T> {

  private final MappingContext<T, ?> mapping;
  private final UnitContext unit;

  Pager(MappingContext<T, ?> mapping) {
    this.mapping = mapping;
    this.unit = mapping.unit();
  }

  Page<T> page(Query<T> query, int size, Optional<Cursor> cursor) {
    PageReading reading = reading(query, size, cursor);
    SkippedRows skipped = SkippedRows.of(mapping.layout(), query);
    Page<T> page = unit.guarded(() -> {
      PageReading.Rows rows = read(reading);
      boolean isBeyond = rows.isRowAtCursorRead();
      if (reading.isBeyondUnknown(rows)) {
        isBeyond = reading.isBeyond(unit.session().select(reading.selectBeyond()));
      }
      return page(reading, rows, isBeyond, skipped);
    });
    if (skipped != null) {
      skipped.handOver();
    }
    return page;
  }

  /**
   * As {@link #page}, by one statement. Empty if a second statement is necessary to look for rows on the other side
   * of the cursor.
   *
   * @param query a query without {@code skipUnreadable}
   */
  Optional<Page<T>> pageByOneStatement(Query<T> query, int size, Cursor cursor) {
    PageReading reading = reading(query, size, Optional.of(cursor));
    return unit.guarded(() -> {
      PageReading.Rows rows = read(reading);
      return reading.isBeyondUnknown(rows)
          ? Optional.empty()
          : Optional.of(page(reading, rows, rows.isRowAtCursorRead(), null));
    });
  }

  private PageReading reading(Query<T> query, int size, Optional<Cursor> cursor) {
    return new PageReading(mapping.layout(), query, size, unit.layer().cursors(), cursor);
  }

  private PageReading.Rows read(PageReading reading) {
    Select select = reading.select();
    mapping.flushFor(select.table(), select.where());
    List<@Nullable Object[]> read = unit.session().select(select);
    while (reading.endsAtUnknownPlace(select, read)) {
      select = reading.selectMore(select);
      read = unit.session().select(select);
    }
    return reading.rows(read);
  }

  private Page<T> page(
      PageReading reading, PageReading.Rows rows, boolean isBeyond, @Nullable SkippedRows skipped) {
    List<T> items =
        new QueryResult<>(mapping, reading.roots(rows), reading.unbounded(), skipped).objects();
    return reading.page(items, rows, isBeyond);
  }
}
