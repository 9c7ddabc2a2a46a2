package org.bilayer.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates read one at a time, by a cursor over the rows of their roots. With owned tables the cursor gives keys, and the
 * aggregates of some hundred keys are read together, so that root and owned rows are of one state.
 */
abstract class AggregateStream<T> implements AutoCloseable {

  /*
   * Which aggregates come, and in which order, is decided by the one statement behind the cursor. Reading the roots in pages, each
   * by a condition on the last sort values, was refused: a root whose sort column the unit changes meanwhile would come twice or
   * never, and without an index of that order the time grows with the square of the rows.
   */
  private static final int AGGREGATES_AT_A_TIME = 500;

  private final UnitContext unit;
  private final Supplier<@Nullable T> next = this::next;
  private boolean closed;

  private AggregateStream(UnitContext unit) {
    this.unit = unit;
  }

  static <T> AggregateStream<T> byCursor(UnitContext unit, Layout<T, ?> layout, Select select) {
    RowCursor cursor = unit.session().stream(select);
    return new AggregateStream<>(unit) {
      @Override
      @Nullable
      T next() {
        @Nullable Object @Nullable [] row = cursor.next();
        return row == null ? null : layout.assemble(new AggregateRows(row, List.of()));
      }

      @Override
      void free() {
        cursor.close();
      }
    };
  }

  static <T> AggregateStream<T> byKeys(UnitContext unit, Layout<T, ?> layout, Select select) {
    List<Integer> key = select.table().key();
    List<Integer> places = IntStream.range(0, key.size()).boxed().toList();
    RowCursor cursor = unit.session().stream(new Select(
        select.table(), select.where(), select.order(), select.limit(), key, select.lock()));
    return new AggregateStream<>(unit) {

      private final Deque<AggregateRows> ready = new ArrayDeque<>();
      private boolean isLeft = true;

      @Override
      @Nullable
      T next() {
        // All aggregates of a list of keys may have been removed since the keys were read.
        while (ready.isEmpty() && isLeft) {
          read();
        }
        AggregateRows rows = ready.poll();
        return rows == null ? null : layout.assemble(rows);
      }

      private void read() {
        var keys = new ArrayList<Key>();
        while (isLeft && keys.size() < AGGREGATES_AT_A_TIME) {
          @Nullable Object @Nullable [] row = cursor.next();
          if (row == null) {
            isLeft = false;
          } else {
            keys.add(Objects.requireNonNull(Key.from(row, places), "a primary key has no nulls"));
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

      @Override
      void free() {
        ready.clear();
        isLeft = false;
        cursor.close();
      }
    };
  }

  /** The next aggregate, or null after the last. */
  abstract @Nullable T next();

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
