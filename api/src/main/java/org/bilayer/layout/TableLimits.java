package org.bilayer.layout;

import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;

/** The maximum number of columns and keys of a table, valid for every supported database. */
final class TableLimits {

  /*
   * MariaDB determines the limits: 1,017 columns, 32 columns of a key, and 64 indexes including the primary key.
   * PostgreSQL allows 1,600 columns and 32 columns of a key.
   */
  private static final int COLUMNS_MAX = 1_000;

  private static final int KEY_COLUMNS_MAX = 32;
  private static final int KEYS_MAX = 63;

  private TableLimits() {}

  static void check(Table table, Faults faults) {
    int columns = table.columns().size();
    if (columns > COLUMNS_MAX) {
      faults.add(table.name(), "a table has at most " + COLUMNS_MAX + " columns, not " + columns);
    }
    checkKey(table, table.keyName(), table.key().size(), faults);
    for (UniqueKey key : table.uniqueKeys()) {
      checkKey(table, key.name(), key.columns().size(), faults);
    }
    for (ForeignKey key : table.foreignKeys()) {
      checkKey(table, key.name(), key.columns().size(), faults);
    }
    int keys = table.uniqueKeys().size() + table.foreignKeys().size();
    if (keys > KEYS_MAX) {
      faults.add(
          table.name(),
          "a table has at most " + KEYS_MAX + " unique keys and references together, not " + keys);
    }
  }

  private static void checkKey(Table table, String name, int columns, Faults faults) {
    if (columns > KEY_COLUMNS_MAX) {
      faults.add(
          table.name(),
          "the key " + name + " has " + columns + " columns, " + KEY_COLUMNS_MAX + " is the most");
    }
  }
}
