package org.bilayer.contracts.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** A session that cannot read some values, as a driver may be unable to. Values of keys can always be read. */
final class TornSession extends DelegatingSession {

  static final String RULE = "the value must be whole";

  private final List<?> torn;

  TornSession(StoreSession session, List<?> torn) {
    super(session);
    this.torn = torn;
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    return read(super.fetch(fetch), fetch.table(), List.of(), fetch.marksUnreadable());
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    return read(super.select(select), select.table(), select.columns(), select.marksUnreadable());
  }

  @Override
  public RowCursor stream(Select select) {
    RowCursor cursor = super.stream(select);
    return new RowCursor() {
      @Override
      public @Nullable Object @Nullable [] next() {
        @Nullable Object @Nullable [] row = cursor.next();
        return row == null
            ? null
            : read(row, select.table(), select.columns(), select.marksUnreadable());
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
  }

  private List<@Nullable Object[]> read(
      List<@Nullable Object[]> rows, Table table, List<Integer> columns, boolean marks) {
    var read = new ArrayList<@Nullable Object[]>(rows.size());
    for (@Nullable Object[] row : rows) {
      read.add(read(row, table, columns, marks));
    }
    return read;
  }

  private @Nullable Object[] read(
      @Nullable Object[] row, Table table, List<Integer> columns, boolean marks) {
    List<Integer> positions =
        columns.isEmpty() ? IntStream.range(0, row.length).boxed().toList() : columns;
    @Nullable Object[] read = row.clone();
    for (int i = 0; i < row.length; i++) {
      int column = positions.get(i);
      if (row[i] == null || !torn.contains(row[i]) || table.key().contains(column)) {
        continue;
      }
      if (!marks) {
        Key key = columns.isEmpty() ? Key.from(row, table.key()) : null;
        throw new UnreadableRowException(
            table.name(),
            key == null ? null : key.toString(),
            table.columns().get(column).name(),
            RULE,
            null);
      }
      read[i] = new UnreadableValue(RULE, null);
    }
    return read;
  }
}
