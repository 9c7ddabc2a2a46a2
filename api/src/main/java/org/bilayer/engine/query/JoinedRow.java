package org.bilayer.engine.query;

import java.util.Arrays;
import java.util.List;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** A row of a table with the columns of the rows to which it refers. */
public final class JoinedRow {

  private JoinedRow() {}

  /**
   * The row of a loaded object, with what it refers to as it is stored now.
   *
   * @param table see {@link Table#joining}
   * @param row of its base
   */
  public static @Nullable Object[] of(StoreSession session, Table table, @Nullable Object[] row) {
    List<Table.Join> joins = table.joins();
    if (joins.isEmpty()) {
      return row;
    }
    var found = new @Nullable Object @Nullable [joins.size()] @Nullable [];
    for (int i = 0; i < joins.size(); i++) {
      Table.Join join = joins.get(i);
      @Nullable Object @Nullable [] from = join.from() < 0 ? row : found[join.from()];
      Key key = from == null ? null : Key.from(from, join.key().columns());
      found[i] = key == null ? null : session.find(join.target(), key);
    }
    @Nullable Object[] whole = Arrays.copyOf(row, table.columns().size());
    for (int column = row.length; column < whole.length; column++) {
      Table.JoinedColumn wanted = table.joined(column);
      @Nullable Object @Nullable [] referred = found[wanted.join()];
      whole[column] = referred == null ? null : referred[wanted.column()];
    }
    return whole;
  }
}
