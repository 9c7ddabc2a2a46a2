package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads foreign keys from a catalogue that lists a column of a key in each row. */
final class ReferenceRows {

  /** Compared by code of its own: a record's is linked at run time, which takes a new JVM some milliseconds. */
  private record Name(String table, String name, String target, boolean acts) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Name key
          && table.equals(key.table)
          && name.equals(key.name)
          && target.equals(key.target)
          && acts == key.acts;
    }

    @Override
    public int hashCode() {
      return 31 * table.hashCode() + name.hashCode();
    }
  }

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
