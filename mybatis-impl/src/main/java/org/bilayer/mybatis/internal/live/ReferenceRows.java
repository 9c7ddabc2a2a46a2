package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads foreign keys from a catalogue that lists a column of a key in each row. */
final class ReferenceRows {

  private record Name(String table, String name, String target, boolean acts) {}

  private record ColumnPair(String referring, String referred) {}

  private ReferenceRows() {}

  /** The query answers with table, name, target table, rules of DELETE and UPDATE, referring and referred column. */
  static void read(Connection connection, String sql, List<String> names, LiveTables tables)
      throws SQLException {
    var parts = new KeyParts<Name, ColumnPair>();
    CatalogueQuery.run(connection, sql, names, row -> {
      boolean acts = acts(row.getString(4)) || acts(row.getString(5));
      parts.add(
          new Name(row.getString(1), row.getString(2), row.getString(3), acts),
          new ColumnPair(row.getString(6), row.getString(7)));
    });
    parts.forEach((name, pairs) -> tables
        .at(name.table())
        .references
        .add(new LiveTable.Reference(
            name.name(),
            pairs.stream().map(ColumnPair::referring).toList(),
            name.target(),
            pairs.stream().map(ColumnPair::referred).toList(),
            name.acts())));
  }

  private static boolean acts(String rule) {
    return !rule.equals("RESTRICT") && !rule.equals("NO ACTION");
  }
}
