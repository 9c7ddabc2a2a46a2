package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.mybatis.internal.live.LiveType.Family;

/** What PostgreSQL knows about its tables. */
final class PostgreSqlCatalogue implements Catalogue {

  /*
   * Tables are found as our statements find them, along the search path. A domain counts as the type below it, its
   * checks as checks of the table.
   */

  private static final String TABLES = """
      WITH wanted AS (
        SELECT n AS name, to_regclass(quote_ident(n))::oid AS id FROM unnest(?::text[]) n)
      """;

  private static final String ORDINARY = TABLES
      + "SELECT w.name, c.relkind IN ('r', 'p') FROM wanted w JOIN pg_class c ON c.oid = w.id";

  private static final String COLUMNS = TABLES + """
      SELECT w.name, a.attname,
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
          ELSE format_type(a.atttypid, a.atttypmod) END,
        l.collname, l.collprovider, l.collisdeterministic, d.datcollate,
        NOT a.attnotnull AND NOT t.typnotnull,
        a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL,
        a.attidentity = 'a' OR a.attgenerated <> ''
      FROM wanted w
      JOIN pg_attribute a ON a.attrelid = w.id AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      JOIN pg_database d ON d.datname = current_database()
      LEFT JOIN pg_collation l ON l.oid = a.attcollation
      ORDER BY w.name, a.attnum""";

  private static final String UNIQUES = TABLES + """
      SELECT w.name, c.relname, i.indisprimary, ARRAY(
        SELECT a.attname::text FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = w.id AND a.attnum = k.number ORDER BY k.place)
      FROM wanted w
      JOIN pg_index i ON i.indrelid = w.id AND i.indisunique AND i.indisvalid
        AND i.indpred IS NULL AND i.indexprs IS NULL
      JOIN pg_class c ON c.oid = i.indexrelid
      ORDER BY w.name, c.relname""";

  private static final String REFERENCES = TABLES + """
      SELECT w.name, r.conname, t.relname, r.confdeltype::text, r.confupdtype::text,
        ARRAY(SELECT a.attname::text FROM unnest(r.conkey) WITH ORDINALITY k(number, place)
          JOIN pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = k.number ORDER BY k.place),
        ARRAY(SELECT a.attname::text FROM unnest(r.confkey) WITH ORDINALITY k(number, place)
          JOIN pg_attribute a ON a.attrelid = r.confrelid AND a.attnum = k.number ORDER BY k.place)
      FROM wanted w
      JOIN pg_constraint r ON r.conrelid = w.id AND r.contype = 'f'
      JOIN pg_class t ON t.oid = r.confrelid
      ORDER BY w.name, r.conname""";

  private static final String CHECKS = TABLES + """
      SELECT w.name, r.conname FROM wanted w
      JOIN pg_constraint r ON r.contype = 'c' AND (r.conrelid = w.id OR r.contypid IN (
        SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = w.id AND a.attnum > 0 AND NOT a.attisdropped))""";

  private static final String DEFERRED = TABLES
      + "SELECT w.name, r.conname FROM wanted w JOIN pg_constraint r ON r.conrelid = w.id AND r.condeferred";

  private static final String TRIGGERS = TABLES
      + "SELECT w.name, t.tgname FROM wanted w JOIN pg_trigger t ON t.tgrelid = w.id AND NOT t.tgisinternal";

  /** Collations that sort by code point; what is under them is the same bytes in UTF-8. */
  private static final Set<String> BY_CODE_POINT =
      Set.of("C", "POSIX", "ucs_basic", "C.UTF-8", "C.utf8", "pg_c_utf8");

  private static final String RESTRICT = "r";
  private static final String NO_ACTION = "a";

  /** Takes one row. */
  @FunctionalInterface
  private interface Reader {
    void read(LiveTable table, ResultSet row) throws SQLException;
  }

  @Override
  public LiveTables tables(Connection connection, List<String> names) throws SQLException {
    var tables = new LiveTables();
    read(connection, ORDINARY, names, tables, (table, row) -> table.ordinary = row.getBoolean(2));
    read(connection, COLUMNS, names, tables, (table, row) -> table.add(column(row)));
    read(
        connection,
        UNIQUES,
        names,
        tables,
        (table, row) -> table.uniques.add(
            new LiveTable.Unique(row.getString(2), list(row, 4), row.getBoolean(3))));
    read(
        connection,
        REFERENCES,
        names,
        tables,
        (table, row) -> table.references.add(new LiveTable.Reference(
            row.getString(2),
            list(row, 6),
            row.getString(3),
            list(row, 7),
            acts(row.getString(4)) || acts(row.getString(5)))));
    read(connection, CHECKS, names, tables, (table, row) -> table.checks.add(row.getString(2)));
    read(connection, DEFERRED, names, tables, (table, row) -> table.deferred.add(row.getString(2)));
    read(connection, TRIGGERS, names, tables, (table, row) -> table.triggers.add(row.getString(2)));
    return tables;
  }

  private static void read(
      Connection connection, String sql, List<String> names, LiveTables tables, Reader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(tables.at(rows.getString(1)), rows);
        }
      }
    }
  }

  private static List<String> list(ResultSet row, int column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  private static boolean acts(String rule) {
    return !rule.equals(RESTRICT) && !rule.equals(NO_ACTION);
  }

  private static LiveColumn column(ResultSet row) throws SQLException {
    return new LiveColumn(
        row.getString(2), type(row), row.getBoolean(8), row.getBoolean(9), row.getBoolean(10));
  }

  private static LiveType type(ResultSet row) throws SQLException {
    var name = new TypeName(row.getString(3));
    return switch (name.base()) {
      case "character varying", "text" -> text(name, row);
      case "character" -> new LiveType(Family.TEXT_PADDED, name.length(1), 0, name.text());
      case "citext" -> new LiveType(Family.TEXT_FOLDED, LiveType.UNBOUNDED, 0, name.text());
      case "numeric" ->
        new LiveType(Family.DECIMAL, name.length(LiveType.UNBOUNDED), name.scale(0), name.text());
      case "smallint" -> LiveType.of(Family.INT16, name.text());
      case "integer" -> LiveType.of(Family.INT32, name.text());
      case "bigint" -> LiveType.of(Family.INT64, name.text());
      case "boolean" -> LiveType.of(Family.BOOLEAN, name.text());
      case "double precision" -> LiveType.of(Family.DOUBLE, name.text());
      case "timestamp with time zone" ->
        new LiveType(Family.INSTANT, 0, name.length(6), name.text());
      case "timestamp without time zone" ->
        new LiveType(Family.DATE_TIME, 0, name.length(6), name.text());
      case "time without time zone" -> new LiveType(Family.TIME, 0, name.length(6), name.text());
      case "date" -> LiveType.of(Family.DATE, name.text());
      case "uuid" -> LiveType.of(Family.UUID, name.text());
      case "bytea" -> new LiveType(Family.BYTES, LiveType.UNBOUNDED, 0, name.text());
      case "json", "jsonb" -> LiveType.of(Family.JSON, name.text());
      default -> LiveType.of(Family.OTHER, name.text());
    };
  }

  private static LiveType text(TypeName name, ResultSet row) throws SQLException {
    String collation = row.getString(4);
    // "default" stands for that of the database.
    String effective = "d".equals(row.getString(5)) ? row.getString(7) : collation;
    Family family = BY_CODE_POINT.contains(effective)
        ? Family.TEXT
        : row.getBoolean(6) ? Family.TEXT_BY_LANGUAGE : Family.TEXT_FOLDED;
    return new LiveType(
        family, name.length(LiveType.UNBOUNDED), 0, name.text() + " COLLATE \"" + effective + "\"");
  }

  @Override
  public Optional<Long> increment(Connection connection, String sequence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT seqincrement FROM pg_sequence WHERE seqrelid = to_regclass(quote_ident(?))::oid")) {
      statement.setString(1, sequence);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
      }
    }
  }
}
