package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs queries about tables. */
final class CatalogueQuery {

  /** Takes one row. */
  @FunctionalInterface
  interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private CatalogueQuery() {}

  /** Runs a query with texts as arguments. */
  static void run(Connection connection, String sql, List<String> arguments, Reader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setString(i + 1, arguments.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  /** A condition that a column is one of so many arguments. */
  static String among(String column, int arguments) {
    return column + " IN (" + String.join(", ", Collections.nCopies(arguments, "?")) + ")";
  }

  /** All rows, each as the text of its columns. */
  static List<String> texts(Connection connection, String sql, SchemaName schema)
      throws SQLException {
    var texts = new ArrayList<String>();
    run(connection, schema.sql(sql), schema.arguments(sql, List.of()), row -> {
      var text = new StringBuilder();
      for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
        text.append(row.getString(column)).append('|');
      }
      texts.add(text.toString());
    });
    return texts;
  }

  /** The text, or an empty one. */
  static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  /** The texts of an array. */
  static List<String> list(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  /** The truth values of an array. */
  static List<Boolean> truths(ResultSet row, String column) throws SQLException {
    return Arrays.asList((Boolean[]) row.getArray(column).getArray());
  }

  /** The number, or null. */
  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : (Long) number;
  }
}
