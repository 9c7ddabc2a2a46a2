package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads foreign keys from a catalogue that lists a column of a key in each row. */
final class ReferenceRows {

  private ReferenceRows() {}

  /** The query answers with table, name, target table, rules of DELETE and UPDATE, referring and referred column. */
  static void read(Connection connection, String sql, List<String> names, LiveTables tables)
      throws SQLException {
    var parts = new KeyParts();
    CatalogueQuery.run(
        connection,
        sql,
        names,
        row -> parts.add(
            List.of(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
            List.of(row.getString(6), row.getString(7))));
    parts.forEach((key, columns) -> tables
        .at(key.get(0))
        .references
        .add(new LiveTable.Reference(
            key.get(1),
            KeyParts.firsts(columns),
            key.get(2),
            columns.stream().map(pair -> pair.get(1)).toList(),
            acts(key.get(3)) || acts(key.get(4)))));
  }

  private static boolean acts(String rule) {
    return !rule.equals("RESTRICT") && !rule.equals("NO ACTION");
  }
}
