package org.bilayer.testkit.verify.checking;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Puts a row into each table of a schema, whatever its columns are. A type has the same value everywhere, so that references find
 * their rows. A table whose constraints refuse such a row stays empty.
 */
final class AnyRows {

  private static final String TEXT = "1";

  private AnyRows() {}

  private record Column(String name, int type, String typeName, int size, boolean isFilled) {}

  private record Place(String name, List<Column> columns) {}

  /** Returns the number of rows. */
  static int fill(DataSource database, Set<String> without) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      List<Place> empty = tables(connection, without);
      int rows = 0;
      for (boolean isFurther = true; isFurther; ) {
        List<Place> refused =
            empty.stream().filter(table -> !inserts(connection, table)).toList();
        isFurther = refused.size() < empty.size();
        rows += empty.size() - refused.size();
        empty = refused;
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The tables of a version could not be filled. See the cause.", e);
    }
  }

  private static List<Place> tables(Connection connection, Set<String> without)
      throws SQLException {
    DatabaseMetaData facts = connection.getMetaData();
    var found = new ArrayList<Place>();
    try (ResultSet row =
        facts.getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
      while (row.next()) {
        String name = row.getString("TABLE_NAME");
        String type = row.getString("TABLE_TYPE");
        // The metadata take the name of a schema as a pattern.
        String schema = row.getString("TABLE_SCHEM");
        if ((schema == null || schema.equals(connection.getSchema()))
            && type.endsWith("TABLE")
            && !type.startsWith("SYSTEM")
            && without.stream().noneMatch(name::equalsIgnoreCase)) {
          found.add(new Place(name, columns(facts, connection, name)));
        }
      }
    }
    return found;
  }

  private static List<Column> columns(DatabaseMetaData facts, Connection connection, String table)
      throws SQLException {
    var found = new ArrayList<Column>();
    try (ResultSet row = facts.getColumns(
        connection.getCatalog(),
        connection.getSchema(),
        table.replace("_", facts.getSearchStringEscape() + "_"),
        "%")) {
      while (row.next()) {
        found.add(new Column(
            row.getString("COLUMN_NAME"),
            row.getInt("DATA_TYPE"),
            row.getString("TYPE_NAME").toLowerCase(Locale.ROOT),
            row.getInt("COLUMN_SIZE"),
            "YES".equals(row.getString("IS_AUTOINCREMENT"))
                || "YES".equals(row.getString("IS_GENERATEDCOLUMN"))));
      }
    }
    return found;
  }

  private static boolean inserts(Connection connection, Place table) {
    List<Column> columns =
        table.columns().stream().filter(each -> !each.isFilled()).toList();
    try {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      String sql = "INSERT INTO " + quote + table.name() + quote + " ("
          + columns.stream()
              .map(each -> quote + each.name() + quote)
              .collect(Collectors.joining(", "))
          + ") VALUES ("
          + columns.stream().map(AnyRows::value).collect(Collectors.joining(", ")) + ")";
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql) == 1;
      }
    } catch (SQLException e) {
      return false;
    }
  }

  /** A literal. */
  private static String value(Column column) {
    return switch (column.type()) {
      case Types.BOOLEAN, Types.BIT -> column.typeName().startsWith("bit") ? "1" : "TRUE";
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE -> "1";
      case Types.DATE -> "'2001-01-01'";
      case Types.TIME, Types.TIME_WITH_TIMEZONE -> "'01:01:01'";
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "'2001-01-01 01:01:01'";
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
        column.typeName().equals("bytea") ? "'\\x01'" : "X'01'";
      default ->
        column.typeName().contains("uuid")
            ? "'00000000-0000-0000-0000-000000000001'"
            : "'" + TEXT + "'";
    };
  }
}
