package org.bilayer.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates read one at a time, by a cursor over the rows of their roots. If the aggregates own rows, the cursor
 * returns keys only. The aggregates of some hundred keys are then read together, and the root and owned rows of an
 * aggregate belong to the same state.
 */
abstract class AggregateStream<T> implements AutoCloseable {

  /*
   * The one statement behind the cursor determines the aggregates and their order. Reading the roots in pages, each
   * by a condition on the last sort values, was refused: if the unit changes the sort column of a root meanwhile, the
   * root appears twice or never, and without an index of that order the time grows with the square of the rows.
   */
  private static final int AGGREGATES_AT_A_TIME = 500;

  private final UnitContext unit;
  private final Layout<T, ?> layout;
  private final @Nullable SkippedRows skipped;
  private final Supplier<@Nullable T> next = this::next;
  private boolean closed;

  private AggregateStream(UnitContext unit, Layout<T, ?> layout, @Nullable SkippedRows skipped) {
    this.unit = unit;
    this.layout = layout;
    this.skipped = skipped;
  }

  static <T> AggregateStream<T> byCursor(
      UnitContext unit, Layout<T, ?> layout, Select select, @Nullable SkippedRows skipped) {
    RowCursor cursor = unit.session().stream(select);
    return new AggregateStream<>(unit, layout, skipped) {
      @Override
      @Nullable
      AggregateRows nextRows() {
        @Nullable Object @Nullable [] row = cursor.next();
        return row == null ? null : new AggregateRows(row, List.of());
      }

      @Override
      void free() {
        cursor.close();
      }
    };
  }

  static <T> AggregateStream<T> byKeys(
      UnitContext unit, Layout<T, ?> layout, Select select, @Nullable SkippedRows skipped) {
    List<Integer> key = select.table().key();
    RowCursor cursor = unit.session().stream(new Select(
        select.table(),
        select.where(),
        select.order(),
        select.limit(),
        key,
        select.lock(),
        select.marksUnreadable()));
    return new AggregateStream<>(unit, layout, skipped) {

      private final Deque<AggregateRows> ready = new ArrayDeque<>();
      private boolean isLeft = true;

      @Override
      @Nullable
      AggregateRows nextRows() {
        // All aggregates of a list of keys may have been removed since the keys were read.
        while (ready.isEmpty() && isLeft) {
          read();
        }
        return ready.poll();
      }

      private void read() {
        var keys = new ArrayList<Key>();
        while (isLeft && keys.size() < AGGREGATES_AT_A_TIME) {
          @Nullable Object @Nullable [] row = cursor.next();
          if (row == null) {
            isLeft = false;
          } else {
            add(row, keys);
          }
        }
        Map<Key, AggregateRows> found = unit.loader().byKey(layout, select, keys);
        for (Key next : keys) {
          AggregateRows rows = found.get(next);
          if (rows != null) {
            ready.add(rows);
          }
        }
      }

      private void add(@Nullable Object[] row, List<Key> keys) {
        try {
          keys.add(RowKeys.keyOfKeyColumns(select.table(), row));
        } catch (UnreadableRowException e) {
          if (skipped == null) {
            throw e;
          }
          skipped.add(e);
        }
      }

      @Override
      void free() {
        ready.clear();
        isLeft = false;
        cursor.close();
      }
    };
  }

  /** The next aggregate. Null after the last aggregate, and for a skipped aggregate. */
  private @Nullable T next() {
    AggregateRows rows = nextRows();
    if (rows == null) {
      return null;
    }
    return skipped == null ? layout.assemble(rows) : skipped.assembled(layout, rows);
  }

  /** The rows of the next aggregate, or null after the last. */
  abstract @Nullable AggregateRows nextRows();

  abstract void free();

  Stream<T> stream() {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<T>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            if (closed) {
              throw new IllegalStateException(
                  "The stream is closed, because the function that received it has ended. "
                      + "Collect the results inside of the function.");
            }
            T found = unit.guarded(next);
            while (skipped != null && skipped.handOver() && found == null) {
              found = unit.guarded(next);
            }
            if (found == null) {
              return false;
            }
            action.accept(found);
            return true;
          }
        },
        false);
  }

  @Override
  public void close() {
    closed = true;
    free();
  }
}
