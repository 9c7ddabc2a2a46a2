package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bilayer.mybatis.internal.live.LiveType.Family;

/** What H2 knows about its tables. */
final class H2Catalogue implements Catalogue {

  private static final String COLUMNS = """
      SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,
        DATETIME_PRECISION, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, IS_IDENTITY, IDENTITY_GENERATION, IS_GENERATED
      FROM INFORMATION_SCHEMA.COLUMNS
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME IN (names)
      ORDER BY TABLE_NAME, ORDINAL_POSITION""";

  private static final String UNIQUES = """
      SELECT I.TABLE_NAME, COALESCE(T.CONSTRAINT_NAME, I.INDEX_NAME), I.INDEX_TYPE_NAME, C.COLUMN_NAME
      FROM INFORMATION_SCHEMA.INDEXES I
      JOIN INFORMATION_SCHEMA.INDEX_COLUMNS C
        ON C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME AND C.IS_UNIQUE
      LEFT JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
        ON T.INDEX_SCHEMA = I.INDEX_SCHEMA AND T.INDEX_NAME = I.INDEX_NAME
        AND T.CONSTRAINT_TYPE IN ('UNIQUE', 'PRIMARY KEY')
      WHERE I.TABLE_SCHEMA = CURRENT_SCHEMA AND I.TABLE_NAME IN (names)
      ORDER BY 1, 2, C.ORDINAL_POSITION""";

  private static final String REFERENCES = """
      SELECT K.TABLE_NAME, K.CONSTRAINT_NAME, T.TABLE_NAME, R.DELETE_RULE, R.UPDATE_RULE, K.COLUMN_NAME, T.COLUMN_NAME
      FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
        ON K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE T
        ON T.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA AND T.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
        AND T.ORDINAL_POSITION = K.POSITION_IN_UNIQUE_CONSTRAINT
      WHERE K.TABLE_SCHEMA = CURRENT_SCHEMA AND K.TABLE_NAME IN (names)
      ORDER BY 1, 2, K.ORDINAL_POSITION""";

  private static final String CHECKS = """
      SELECT TABLE_NAME, CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND CONSTRAINT_TYPE = 'CHECK' AND TABLE_NAME IN (names)""";

  private static final String TRIGGERS = """
      SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
      WHERE EVENT_OBJECT_SCHEMA = CURRENT_SCHEMA AND EVENT_OBJECT_TABLE IN (names)""";

  private static final String ORDINARY = """
      SELECT TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME IN (names)""";

  @Override
  public LiveTables tables(Connection connection, List<String> names) throws SQLException {
    var tables = new LiveTables();
    CatalogueQuery.run(connection, ORDINARY, names, row -> {
      LiveTable table = tables.at(row.getString(1));
      table.ordinary = row.getString(2).equals("BASE TABLE");
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
    boolean identity = "YES".equals(row.getString(11));
    boolean computed = "ALWAYS".equals(row.getString(13));
    return new LiveColumn(
        row.getString(2),
        type(row),
        "YES".equals(row.getString(9)),
        row.getString(10) != null || identity || computed,
        computed || (identity && "ALWAYS".equals(row.getString(12))));
  }

  private static LiveType type(ResultSet row) throws SQLException {
    // With DATABASE_TO_LOWER even the names of types are in lower case.
    String name = row.getString(3).toUpperCase(Locale.ROOT);
    long characters = row.getLong(4);
    int length = (int) Math.min(characters, LiveType.UNBOUNDED);
    int fraction = row.getInt(7);
    return switch (name) {
      case "CHARACTER VARYING", "CHARACTER LARGE OBJECT" -> text(name, length, row.getString(8));
      case "CHARACTER" -> new LiveType(Family.TEXT_PADDED, length, 0, "CHARACTER(" + length + ")");
      case "VARCHAR_IGNORECASE" ->
        new LiveType(Family.TEXT_FOLDED, length, 0, "VARCHAR_IGNORECASE(" + length + ")");
      case "NUMERIC", "DECIMAL" ->
        new LiveType(
            Family.DECIMAL,
            row.getInt(5),
            row.getInt(6),
            name + "(" + row.getInt(5) + ", " + row.getInt(6) + ")");
      case "SMALLINT" -> LiveType.of(Family.INT16, name);
      case "INTEGER" -> LiveType.of(Family.INT32, name);
      case "BIGINT" -> LiveType.of(Family.INT64, name);
      case "BOOLEAN" -> LiveType.of(Family.BOOLEAN, name);
      case "DOUBLE PRECISION" -> LiveType.of(Family.DOUBLE, name);
      case "TIMESTAMP WITH TIME ZONE" ->
        new LiveType(Family.INSTANT, 0, fraction, "TIMESTAMP(" + fraction + ") WITH TIME ZONE");
      case "TIMESTAMP" ->
        new LiveType(Family.DATE_TIME, 0, fraction, "TIMESTAMP(" + fraction + ")");
      case "TIME" -> new LiveType(Family.TIME, 0, fraction, "TIME(" + fraction + ")");
      case "DATE" -> LiveType.of(Family.DATE, name);
      case "UUID" -> LiveType.of(Family.UUID, name);
      case "BINARY VARYING", "BINARY LARGE OBJECT" ->
        new LiveType(Family.BYTES, length, 0, name + "(" + characters + ")");
      case "BINARY" -> new LiveType(Family.BYTES_PADDED, length, 0, "BINARY(" + length + ")");
      case "JSON" -> LiveType.of(Family.JSON, name);
      default -> LiveType.of(Family.OTHER, name);
    };
  }

  /** OFF compares by UTF-16 unit, which the dialect turns into code points; so does the collation by UTF-8. */
  private static LiveType text(String name, int length, String collation) {
    boolean byUnit =
        collation == null || collation.equals("OFF") || collation.startsWith("CHARSET_");
    return new LiveType(
        byUnit ? Family.TEXT : Family.TEXT_FOLDED,
        length,
        0,
        name + "(" + length + ")" + (byUnit ? "" : " with collation " + collation));
  }

  private static void uniques(Connection connection, List<String> names, LiveTables tables)
      throws SQLException {
    var parts = new KeyParts();
    CatalogueQuery.run(
        connection,
        UNIQUES,
        names,
        row -> parts.add(
            List.of(row.getString(1), row.getString(2), row.getString(3)),
            List.of(row.getString(4))));
    // Several unique constraints may share one index.
    parts.forEach((unique, columns) -> tables
        .at(unique.get(0))
        .uniques
        .add(new LiveTable.Unique(
            unique.get(1), KeyParts.firsts(columns), unique.get(2).startsWith("PRIMARY"))));
  }

  /** H2 counts UTF-16 units, of which a code point may need two. */
  @Override
  public int lengthFor(int codePoints) {
    return 2 * codePoints;
  }

  @Override
  public Optional<Long> increment(Connection connection, String sequence) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT INCREMENT FROM INFORMATION_SCHEMA.SEQUENCES"
            + " WHERE SEQUENCE_SCHEMA = CURRENT_SCHEMA AND SEQUENCE_NAME = ?")) {
      statement.setString(1, sequence);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
      }
    }
  }
}
