package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.bilayer.inmemory.internal.table.KeyRange;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Answers queries from one root. One thread at a time. */
public final class RowReader {
  /*
   * A query with order and limit keeps the first rows so far in a heap with the last of them on top: O(n log limit)
   * time, and memory for limit rows. For a large limit, or without a limit, all matching rows are sorted.
   */
  private static final long HEAP_ROWS_MAX = 10_000;

  private final StoreShape store;
  private final Root root;
  private final Shuffler shuffler;
  private final ReadObserver reads;

  /**
   * Creates a reader.
   *
   * @param reads receives the rows referred to that are looked up
   */
  public RowReader(StoreShape store, Root root, Shuffler shuffler, ReadObserver reads) {
    this.reads = reads;
    this.store = store;
    this.root = root;
    this.shuffler = shuffler;
  }

  public List<@Nullable Object[]> fetch(TableShape table, Fetch fetch) {
    TableState state = root.table(table);
    List<Key> keys = fetch.keys();
    var rows = new ArrayList<@Nullable Object[]>(keys.size());
    if (fetch.columns().size() == table.table.key().size()) {
      for (int i = 0; i < keys.size(); i++) {
        @Nullable Object[] row = state.rows.get(keys.get(i));
        if (row != null) {
          rows.add(row);
        }
      }
    } else {
      for (int i = 0; i < keys.size(); i++) {
        var cursor =
            state.rows.ascendingIn(KeyRange.beginningWith(table.primary.order, keys.get(i)));
        while (cursor.next()) {
          rows.add(cursor.value());
        }
      }
    }
    shuffler.shuffle(rows);
    return rows;
  }

  /** The rows of a query, with all columns that the query sees if it names the ones it wants. */
  public List<@Nullable Object[]> select(Select select) {
    TableShape table = store.of(select.table());
    List<@Nullable Object[]> rows = selected(select, table);
    if (table.isJoining() && select.columns().isEmpty()) {
      rows.replaceAll(table::own);
    }
    return rows;
  }

  private List<@Nullable Object[]> selected(Select select, TableShape table) {
    Condition normal = NormalForm.of(select.where());
    RowMatch match = RowMatch.of(normal, table, store, reads);
    AccessPath path = ReferredRows.find(table, store, root, reads, normal, select.order());
    if (select.order().isEmpty()) {
      return unordered(table, match, path, select.limit());
    }
    if (path.ordered()) {
      return take(RowScan.inOrder(table, root, match, path), select.limit());
    }
    RowScan scan = RowScan.inOrder(table, root, match, path);
    var order = new RowOrder(table, select.order());
    return select.limit() <= HEAP_ROWS_MAX && select.limit() < path.entries()
        ? best(scan, order, (int) select.limit())
        : sorted(scan, order, select.limit());
  }

  /** As {@link #select}, for a walk that the caller may end early. */
  public RowSource stream(Select select) {
    TableShape table = store.of(select.table());
    RowSource rows = streamed(select, table);
    if (!table.isJoining() || !select.columns().isEmpty()) {
      return rows;
    }
    return () -> {
      @Nullable Object @Nullable [] row = rows.next();
      return row == null ? null : table.own(row);
    };
  }

  private RowSource streamed(Select select, TableShape table) {
    Condition normal = NormalForm.of(select.where());
    RowMatch match = RowMatch.of(normal, table, store, reads);
    AccessPath path = ReferredRows.find(table, store, root, reads, normal, select.order());
    if (select.order().isEmpty()) {
      return RowSource.shuffled(
          RowScan.fromAnywhere(table, root, match, path, shuffler), shuffler, select.limit());
    }
    if (path.ordered()) {
      return RowSource.of(RowScan.inOrder(table, root, match, path), select.limit());
    }
    return RowSource.of(selected(select, table));
  }

  private List<@Nullable Object[]> unordered(
      TableShape table, RowMatch match, AccessPath path, long limit) {
    RowScan scan = limit < path.entries()
        ? RowScan.fromAnywhere(table, root, match, path, shuffler)
        : RowScan.inOrder(table, root, match, path);
    List<@Nullable Object[]> rows = take(scan, limit);
    shuffler.shuffle(rows);
    return rows;
  }

  private static List<@Nullable Object[]> take(RowScan scan, long limit) {
    var rows = new ArrayList<@Nullable Object[]>();
    while (rows.size() < limit && scan.next()) {
      rows.add(scan.row());
    }
    return rows;
  }

  private static List<@Nullable Object[]> sorted(RowScan scan, RowOrder order, long limit) {
    List<@Nullable Object[]> rows = take(scan, Long.MAX_VALUE);
    rows.sort(order);
    return limit < rows.size() ? new ArrayList<>(rows.subList(0, (int) limit)) : rows;
  }

  private static List<@Nullable Object[]> best(RowScan scan, RowOrder order, int limit) {
    if (limit == 0) {
      return new ArrayList<>();
    }
    var worstFirst = new PriorityQueue<@Nullable Object[]>(limit, order.reversed());
    while (scan.next()) {
      @Nullable Object[] row = scan.row();
      if (worstFirst.size() < limit) {
        worstFirst.add(row);
      } else if (order.compare(row, worstFirst.element()) < 0) {
        worstFirst.remove();
        worstFirst.add(row);
      }
    }
    var rows = new ArrayList<@Nullable Object[]>(worstFirst);
    rows.sort(order);
    return rows;
  }

  /** The requested columns of a row. The row itself if all columns are requested. */
  public static @Nullable Object[] project(@Nullable Object[] row, List<Integer> columns) {
    if (columns.isEmpty()) {
      return row;
    }
    @Nullable Object[] wanted = new Object[columns.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = row[columns.get(i)];
    }
    return wanted;
  }
}
