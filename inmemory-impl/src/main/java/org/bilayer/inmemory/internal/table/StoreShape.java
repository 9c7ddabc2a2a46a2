package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;

/** The tables of a store, without their foreign keys and checks. Immutable and thread-safe. */
public final class StoreShape {

  public final List<TableShape> tables;
  private final IdentityHashMap<Table, TableShape> byTable = new IdentityHashMap<>();

  public StoreShape(Schema schema) {
    var tables = new ArrayList<TableShape>();
    for (Table table : schema.tables()) {
      var shape = new TableShape(tables.size(), table);
      tables.add(shape);
      byTable.put(table, shape);
    }
    this.tables = List.copyOf(tables);
  }

  /**
   * Returns the shape of a table, or of what a query sees of it.
   *
   * @throws IllegalArgumentException if the table is not part of the store's schema; tables are compared by identity
   */
  public TableShape of(Table table) {
    TableShape shape = byTable.get(table.base());
    if (shape != null && !table.joins().isEmpty()) {
      return new TableShape(shape, table);
    }
    if (shape == null) {
      throw new IllegalArgumentException(
          "The table " + table
              + " is not of this store's schema. Use the tables of the schema the store was created with.");
    }
    return shape;
  }
}
