package org.bilayer.inmemory.internal.table;

import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** All tables at one moment. Immutable: a reference to a root is a snapshot. */
public final class Root {

  /** The number of row changes committed up to this root, plus one. Grows by at least one with each commit. */
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

  /** The tables by ordinal. The caller must not change the array. */
  TableState[] tables() {
    return tables;
  }

  /** A root with other tables and the same number. The caller must not use the array afterwards. */
  public Root with(TableState[] tables) {
    return new Root(sequence, tables);
  }
}
