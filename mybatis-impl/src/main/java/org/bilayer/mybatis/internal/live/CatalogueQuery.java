package org.bilayer.mybatis.internal.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Runs a query about tables of given names. */
final class CatalogueQuery {

  /** Takes one row. */
  @FunctionalInterface
  interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private CatalogueQuery() {}

  /** Runs a query in which {@code (names)} stands for the names. */
  static void run(Connection connection, String sql, List<String> names, Reader reader)
      throws SQLException {
    String list = "(" + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql.replace("(names)", list))) {
      for (int i = 0; i < names.size(); i++) {
        statement.setString(i + 1, names.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
