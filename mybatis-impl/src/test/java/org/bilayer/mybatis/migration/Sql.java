package org.bilayer.mybatis.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Plain statements of tests. */
final class Sql {

  private Sql() {}

  static void run(DataSource source, String... statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> column(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The tables of the current schema, in lower case and in order. */
  static List<String> tables(DataSource source) {
    return column(
            source,
            "SELECT table_name FROM information_schema.tables WHERE table_schema IN (SELECT "
                + (source.toString().contains("mariadb") ? "database()" : "current_schema") + ")")
        .stream()
        .map(each -> each.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }
}
