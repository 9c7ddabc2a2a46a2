package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows handed out one at a time. One thread at a time. */
@FunctionalInterface
public interface RowSource {

  /** Rows that are shuffled together; the whole result of a stream would not fit into bounded memory. */
  int SHUFFLED_ROWS = 256;

  /** The next row, or null after the last. */
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
