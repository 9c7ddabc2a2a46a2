package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.jspecify.annotations.Nullable;

/**
 * The unreadable rows of one read that skips them. The failures are collected during the guarded read, and passed to
 * the application's function afterwards. An exception of this function then does not end the unit.
 */
final class SkippedRows {

  private final Layout<?, ?> layout;
  private final Consumer<? super UnreadableRowException> report;
  private final List<UnreadableRowException> found = new ArrayList<>();

  private SkippedRows(Layout<?, ?> layout, Consumer<? super UnreadableRowException> report) {
    this.layout = layout;
    this.report = report;
  }

  /** The skipped rows of a query. Null if the query does not skip unreadable rows. */
  static @Nullable SkippedRows of(Layout<?, ?> layout, Query<?> query) {
    Consumer<? super UnreadableRowException> report = QueryInternals.unreadable(query);
    return report == null ? null : new SkippedRows(layout, report);
  }

  /** Adds the failure of a row. */
  void add(UnreadableRowException failure) {
    found.add(failure);
  }

  /** The rows of roots whose values, key and version can be read. */
  List<@Nullable Object[]> without(List<@Nullable Object[]> rows) {
    var readable = new ArrayList<@Nullable Object[]>(rows.size());
    for (@Nullable Object[] row : rows) {
      try {
        layout.requireReadable(row);
        RowKeys.keyOf(layout.root(), row);
        layout.versionOf(row);
        readable.add(row);
      } catch (UnreadableRowException e) {
        add(e);
      }
    }
    return readable;
  }

  /** The object constructed from its rows. Null if the rows are unreadable. */
  <T> @Nullable T assembled(Layout<T, ?> of, AggregateRows rows) {
    try {
      of.requireReadable(rows);
      return of.assemble(rows);
    } catch (UnreadableRowException e) {
      add(e);
      return null;
    }
  }

  /** Passes the failures since the last call to the application. Returns whether there were any. */
  boolean handOver() {
    if (found.isEmpty()) {
      return false;
    }
    List<UnreadableRowException> failures = List.copyOf(found);
    found.clear();
    failures.forEach(report);
    return true;
  }
}
