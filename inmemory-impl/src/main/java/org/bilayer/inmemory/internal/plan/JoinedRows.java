package org.bilayer.inmemory.internal.plan;

import java.util.Arrays;
import java.util.List;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Looks up the rows to which rows refer. One thread at a time. */
final class JoinedRows {

  private final Table table;
  private final List<Table.Join> joins;

  /** By join, the table of the row referred to. */
  private final TableShape[] targets;

  private final ReadObserver reads;

  JoinedRows(Table table, StoreShape store, ReadObserver reads) {
    this.table = table;
    this.joins = table.joins();
    this.targets = new TableShape[joins.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = store.of(joins.get(i).target());
    }
    this.reads = reads;
  }

  /** What a query sees of a row: columns of rows that there are not are null, and the row itself comes last. */
  @Nullable
  Object[] of(@Nullable Object[] row, Root root) {
    var found = new @Nullable Object @Nullable [targets.length] @Nullable [];
    for (int i = 0; i < targets.length; i++) {
      Table.Join join = joins.get(i);
      @Nullable Object @Nullable [] from = join.from() < 0 ? row : found[join.from()];
      Key key = from == null ? null : Key.from(from, join.key().columns());
      if (key != null) {
        reads.sawReferred(targets[i], key);
        found[i] = root.row(targets[i], key);
      }
    }
    int width = table.columns().size();
    @Nullable Object[] whole = Arrays.copyOf(row, width + 1);
    for (int column = row.length; column < width; column++) {
      Table.JoinedColumn wanted = table.joined(column);
      @Nullable Object @Nullable [] referred = found[wanted.join()];
      whole[column] = referred == null ? null : referred[wanted.column()];
    }
    whole[width] = row;
    return whole;
  }
}
