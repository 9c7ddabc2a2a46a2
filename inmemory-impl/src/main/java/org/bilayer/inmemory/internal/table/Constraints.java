package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.inmemory.internal.table.TableConstraints.RowCheck;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Schema;

/** The tables of a store with their foreign keys and checks. Immutable and thread-safe. */
public final class Constraints {

  private final StoreShape store;

  /** By ordinal of the table. */
  private final List<TableConstraints> tables;

  public Constraints(Schema schema) {
    this.store = new StoreShape(schema);
    var foreignKeys = new ArrayList<ForeignKeyShape>();
    for (TableShape table : store.tables) {
      for (ForeignKey key : table.table.foreignKeys()) {
        if (!key.enforced()) {
          continue;
        }
        foreignKeys.add(new ForeignKeyShape(
            key.name(),
            table,
            store.of(schema.table(key.target())),
            key.columns(),
            table.indexBeginningWith(key.columns())));
      }
    }
    this.tables = store.tables.stream()
        .map(table -> new TableConstraints(
            foreignKeys.stream().filter(key -> key.child() == table).toList(),
            foreignKeys.stream().filter(key -> key.parent() == table).toList(),
            checks(table)))
        .toList();
  }

  private List<RowCheck> checks(TableShape table) {
    var checks = new ArrayList<RowCheck>();
    for (Check check : table.table.checks()) {
      checks.add(
          new RowCheck(check.name(), ConditionCompiler.compile(check.condition(), table, store)));
    }
    return checks;
  }

  /** The tables without their constraints. */
  public StoreShape store() {
    return store;
  }

  /** The constraints of a table. */
  public TableConstraints of(TableShape table) {
    return tables.get(table.ordinal);
  }
}
