package org.bilayer.inmemory.internal.table;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** All tables at one moment. Immutable: whoever has a root has a snapshot. */
public final class Root {

  /** One more than the row changes committed up to here; grows by at least one with each commit. */
  public final long sequence;

  private final TableState[] tables;

  private Root(long sequence, TableState[] tables) {
    this.sequence = sequence;
    this.tables = tables;
  }

  public static Root empty(StoreShape shape) {
    var tables = new TableState[shape.tables.size()];
    for (TableShape table : shape.tables) {
      tables[table.ordinal] = TableState.empty(table);
    }
    return new Root(1, tables);
  }

  public TableState table(TableShape shape) {
    return tables[shape.ordinal];
  }

  /** The row with a primary key, or null if there is none. */
  @Nullable
  public Object @Nullable [] row(TableShape shape, Key key) {
    return tables[shape.ordinal].rows.get(key);
  }

  /** The same tables under another number. */
  public Root at(long sequence) {
    return new Root(sequence, tables);
  }

  /** By ordinal of the table; not to be changed. */
  TableState[] tables() {
    return tables;
  }

  /** These tables instead, under the same number; the array is handed over. */
  public Root with(TableState[] tables) {
    return new Root(sequence, tables);
  }
}
