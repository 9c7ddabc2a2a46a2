package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bilayer.mybatis.internal.live.LiveType.Family;

/** What MariaDB knows about its tables. */
final class MariaDbCatalogue implements Catalogue {

  private static final String ORDINARY = """
      SELECT table_name, table_type, engine FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_type <> 'SEQUENCE' AND table_name IN (names)""";

  private static final String COLUMNS = """
      SELECT table_name, column_name, data_type, column_type, character_maximum_length, numeric_precision,
        numeric_scale, datetime_precision, character_set_name, collation_name, is_nullable, column_default, extra,
        generation_expression
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name IN (names)
      ORDER BY table_name, ordinal_position""";

  private static final String UNIQUES = """
      SELECT table_name, index_name, column_name, sub_part FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND non_unique = 0 AND table_name IN (names)
      ORDER BY table_name, index_name, seq_in_index""";

  private static final String REFERENCES = """
      SELECT k.table_name, k.constraint_name, k.referenced_table_name, r.delete_rule, r.update_rule, k.column_name,
        k.referenced_column_name
      FROM information_schema.key_column_usage k
      JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
        AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name
      WHERE k.table_schema = DATABASE() AND k.table_name IN (names)
      ORDER BY k.table_name, k.constraint_name, k.ordinal_position""";

  private static final String CHECKS = """
      SELECT table_name, constraint_name FROM information_schema.check_constraints
      WHERE constraint_schema = DATABASE() AND check_clause NOT LIKE 'json_valid(%' AND table_name IN (names)""";

  private static final String TRIGGERS = """
      SELECT event_object_table, trigger_name FROM information_schema.triggers
      WHERE event_object_schema = DATABASE() AND event_object_table IN (names)""";

  private static final Set<String> WITH_TRANSACTIONS = Set.of("innodb", "rocksdb");

  private static final int UUID_BYTES = 16;

  @Override
  public LiveTables tables(Connection connection, List<String> names) throws SQLException {
    var tables = new LiveTables();
    CatalogueQuery.run(connection, ORDINARY, names, row -> {
      LiveTable table = tables.at(row.getString(1));
      String engine = row.getString(3);
      table.ordinary = row.getString(2).equals("BASE TABLE");
      if (engine != null && !WITH_TRANSACTIONS.contains(engine.toLowerCase(Locale.ROOT))) {
        table.engineWithoutTransactions = engine;
      }
    });
    CatalogueQuery.run(
        connection, COLUMNS, names, row -> tables.at(row.getString(1)).add(column(row)));
    uniques(connection, names, tables);
    ReferenceRows.read(connection, REFERENCES, names, tables);
    CatalogueQuery.run(
        connection, CHECKS, names, row -> tables.at(row.getString(1)).checks.add(row.getString(2)));
    CatalogueQuery.run(
        connection,
        TRIGGERS,
        names,
        row -> tables.at(row.getString(1)).triggers.add(row.getString(2)));
    return tables;
  }

  private static LiveColumn column(ResultSet row) throws SQLException {
    String extra = row.getString(13).toLowerCase(Locale.ROOT);
    boolean computed = row.getString(14) != null && !row.getString(14).isEmpty();
    return new LiveColumn(
        row.getString(2),
        type(row),
        "YES".equals(row.getString(11)),
        row.getString(12) != null || extra.contains("auto_increment") || computed,
        computed);
  }

  private static LiveType type(ResultSet row) throws SQLException {
    String text = row.getString(4);
    long characters = row.getLong(5);
    int length = (int) Math.min(characters, LiveType.UNBOUNDED);
    int fraction = row.getInt(8);
    if (text.contains("unsigned") || text.contains("zerofill")) {
      return LiveType.of(Family.OTHER, text);
    }
    return switch (row.getString(3)) {
      case "varchar" -> text(row, text, length);
      // Their lengths are bytes.
      case "tinytext", "text", "mediumtext", "longtext" -> text(row, text, length / 4);
      case "char" -> new LiveType(Family.TEXT_PADDED, length, 0, text);
      case "decimal" -> new LiveType(Family.DECIMAL, row.getInt(6), row.getInt(7), text);
      case "smallint" -> LiveType.of(Family.INT16, text);
      case "int" -> LiveType.of(Family.INT32, text);
      case "bigint" -> LiveType.of(Family.INT64, text);
      case "tinyint" ->
        LiveType.of(text.equals("tinyint(1)") ? Family.BOOLEAN : Family.OTHER, text);
      case "double" -> LiveType.of(Family.DOUBLE, text);
      case "datetime" -> new LiveType(Family.DATE_TIME, 0, fraction, text);
      case "time" -> new LiveType(Family.TIME, 0, fraction, text);
      case "date" -> LiveType.of(Family.DATE, text);
      case "binary" ->
        new LiveType(length == UUID_BYTES ? Family.UUID : Family.BYTES_PADDED, length, 0, text);
      case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
        new LiveType(Family.BYTES, length, 0, text);
      default -> LiveType.of(Family.OTHER, text);
    };
  }

  private static LiveType text(ResultSet row, String type, int length) throws SQLException {
    String collation = row.getString(10);
    Family family = !"utf8mb4".equals(row.getString(9))
        ? Family.TEXT_NARROW
        : collation.equals("utf8mb4_nopad_bin") ? Family.TEXT : Family.TEXT_FOLDED;
    return new LiveType(family, length, 0, type + " COLLATE " + collation);
  }

  private static void uniques(Connection connection, List<String> names, LiveTables tables)
      throws SQLException {
    var parts = new KeyParts();
    var cut = new HashSet<List<String>>();
    CatalogueQuery.run(connection, UNIQUES, names, row -> {
      List<String> key = List.of(row.getString(1), row.getString(2));
      parts.add(key, List.of(row.getString(3)));
      if (row.getString(4) != null) {
        cut.add(key);
      }
    });
    parts.forEach((unique, columns) -> tables
        .at(unique.get(0))
        .uniques
        .add(new LiveTable.Unique(
            unique.get(1),
            // A key over beginnings of values is stricter than one over the values.
            cut.contains(unique)
                ? KeyParts.firsts(columns).stream()
                    .map(column -> "beginning of " + column)
                    .toList()
                : KeyParts.firsts(columns),
            unique.get(1).equals("PRIMARY"))));
  }

  /** In UTC, by the driver's conversion: {@code timestamp} ends in 2038 and follows the session's zone. */
  @Override
  public Family instants() {
    return Family.DATE_TIME;
  }

  @Override
  public boolean keepsDocumentsAsText() {
    return true;
  }

  /** A sequence is a kind of table here, whose row tells about it. */
  @Override
  public Optional<Long> increment(Connection connection, String sequence) throws SQLException {
    var found = new ArrayList<String>();
    CatalogueQuery.run(
        connection,
        "SELECT table_name FROM information_schema.tables"
            + " WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE' AND table_name IN (names)",
        List.of(sequence),
        row -> found.add(row.getString(1)));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT increment FROM `" + sequence.replace("`", "``") + "`")) {
      rows.next();
      return Optional.of(rows.getLong(1));
    }
  }
}
