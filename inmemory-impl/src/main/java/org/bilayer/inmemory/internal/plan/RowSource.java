package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Returns rows one at a time. One thread at a time. */
@FunctionalInterface
public interface RowSource {

  /** The number of rows that are shuffled together. The whole result of a stream would exceed the memory bound. */
  int SHUFFLED_ROWS = 256;

  /** Returns the next row, or null after the last row. */
  @Nullable
  Object @Nullable [] next();

  static RowSource of(List<@Nullable Object[]> rows) {
    Iterator<@Nullable Object[]> all = rows.iterator();
    return () -> all.hasNext() ? all.next() : null;
  }

  static RowSource of(RowScan scan, long limit) {
    var left = new Object() {
      long rows = limit;
    };
    return () -> left.rows-- > 0 && scan.next() ? scan.row() : null;
  }

  /** The rows of a scan, shuffled within blocks. */
  static RowSource shuffled(RowScan scan, Shuffler shuffler, long limit) {
    RowSource rows = of(scan, limit);
    var block = new ArrayList<@Nullable Object[]>();
    return () -> {
      if (block.isEmpty()) {
        fill(block, rows);
        shuffler.shuffle(block);
      }
      return block.isEmpty() ? null : block.remove(block.size() - 1);
    };
  }

  private static void fill(List<@Nullable Object[]> block, RowSource rows) {
    while (block.size() < SHUFFLED_ROWS) {
      @Nullable Object[] row = rows.next();
      if (row == null) {
        return;
      }
      block.add(row);
    }
  }
}
