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
import org.bilayer.model.AggregateRows;
import org.bilayer.model.Layout;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Key;
import org.bilayer.spi.RowCursor;
import org.bilayer.spi.Select;
import org.bilayer.spi.Sort;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates read one at a time. Without owned tables a cursor does it. With them the owned rows must be read while the
 * roots are still coming, which not every driver can do on one connection in bounded memory (MariaDB's buffers all that
 * is left); so the roots come in keyset pages then.
 */
abstract class AggregateStream<T> implements AutoCloseable {

  private static final int PAGE_SIZE = 500;

  private final EngineUnitOfWork unit;
  private final Supplier<@Nullable T> next = this::next;
  private boolean closed;

  private AggregateStream(EngineUnitOfWork unit) {
    this.unit = unit;
  }

  static <T> AggregateStream<T> byCursor(
      EngineUnitOfWork unit, Layout<T, ?> layout, Select select) {
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

  static <T> AggregateStream<T> byPages(EngineUnitOfWork unit, Layout<T, ?> layout, Select select) {
    return new AggregateStream<>(unit) {

      private final Deque<AggregateRows> page = new ArrayDeque<>();
      private @Nullable Object @Nullable [] last;
      private long left = select.limit();

      @Override
      @Nullable
      T next() {
        // All roots of a page may have been removed before their owned rows were read.
        while (page.isEmpty() && left > 0) {
          read();
        }
        AggregateRows rows = page.poll();
        return rows == null ? null : layout.assemble(rows);
      }

      private void read() {
        long size = Math.min(left, PAGE_SIZE);
        List<@Nullable Object[]> roots = unit.session()
            .select(new Select(
                select.table(), where(), select.order(), size, List.of(), select.lock()));
        left = roots.size() < size ? 0 : left - size;
        if (!roots.isEmpty()) {
          last = roots.get(roots.size() - 1);
          Map<Key, AggregateRows> complete = unit.loader().complete(layout, select, roots);
          for (@Nullable Object[] root : roots) {
            AggregateRows rows = complete.get(Loader.keyOf(select.table(), root));
            if (rows != null) {
              page.add(rows);
            }
          }
        }
      }

      private Condition where() {
        @Nullable Object @Nullable [] from = last;
        if (from == null) {
          return select.where();
        }
        var values = new ArrayList<@Nullable Object>();
        for (Sort sort : select.order()) {
          values.add(from[sort.column()]);
        }
        return Keyset.and(
            List.of(select.where(), Keyset.after(select.table(), select.order(), values)));
      }

      @Override
      void free() {
        page.clear();
        left = 0;
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
                  "The stream is closed: it ends with the function it was given to. Collect inside of it.");
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
