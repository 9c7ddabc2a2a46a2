package org.bilayer.inmemory.internal.table;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.function.Predicate;
import org.bilayer.store.StoredColumn.Generation;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Source;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Fills the columns that a database fills by itself, for the rows of one statement. All rows of a statement get one instant of
 * a clock. One thread at a time.
 */
final class GeneratedColumns {

  private @Nullable IdentityHashMap<Clock, Instant> instants;

  /** Fills a row that is about to be inserted. */
  void fillInserted(Table table, @Nullable Object[] row) {
    if (!table.generated().isEmpty()) {
      // Before any of them is filled: a filled column no longer shows that it was left out.
      boolean[] left = new boolean[row.length];
      for (int column : table.generated()) {
        left[column] = table.isLeftToStore(column, row);
      }
      fill(table, row, column -> left[column]);
    }
  }

  /**
   * Fills a row that is about to take the place of another one.
   *
   * @param changed the columns to which the update gives values; the others stay as they are
   */
  void fillUpdated(Table table, @Nullable Object[] before, @Nullable Object[] row, int[] changed) {
    for (int column : table.generated()) {
      if (Arrays.binarySearch(changed, column) < 0) {
        row[column] = before[column];
      }
    }
    fillWritten(table, row);
  }

  /** Fills what is stored anew with each write. */
  void fillWritten(Table table, @Nullable Object[] row) {
    fill(table, row, column -> generation(table, column).moment() == Moment.WRITE);
  }

  private void fill(Table table, @Nullable Object[] row, Predicate<Integer> isFilled) {
    fill(table, row, isFilled, false);
    fill(table, row, isFilled, true);
  }

  /** Computed values may be computed from constants and times, which therefore come first. */
  private void fill(
      Table table, @Nullable Object[] row, Predicate<Integer> isFilled, boolean computed) {
    for (int column : table.generated()) {
      Generation generation = generation(table, column);
      if (isFilled.test(column) && (generation.source() == Source.COMPUTED) == computed) {
        row[column] = generation.twin().valueFor(row, this::now);
      }
    }
  }

  private Instant now(Clock clock) {
    IdentityHashMap<Clock, Instant> known = instants;
    if (known == null) {
      known = new IdentityHashMap<>();
      instants = known;
    }
    return known.computeIfAbsent(clock, Clock::instant);
  }

  private static Generation generation(Table table, int column) {
    return table.columns().get(column).generation().orElseThrow();
  }
}
