package org.bilayer.testkit.verify.recording;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.bilayer.testkit.report.Report;

/** What a server says of itself, by JDBC and one query; what it does not tell is left empty. */
public final class ServerFacts {

  private static final String MARIADB =
      "SELECT @@collation_database, IF(@@time_zone = 'SYSTEM', CONCAT('system: ', @@system_time_zone), @@time_zone)";

  private static final String POSTGRESQL =
      "SELECT datcollate, current_setting('TimeZone') FROM pg_database WHERE datname = current_database()";

  private static final String H2 =
      "SELECT (SELECT setting_value FROM information_schema.settings WHERE setting_name = 'COLLATION'),"
          + " (SELECT setting_value FROM information_schema.settings WHERE setting_name = 'TIME ZONE')";

  private ServerFacts() {}

  public static Report.Server ask(DataSource source) {
    try (Connection connection = source.getConnection()) {
      DatabaseMetaData data = connection.getMetaData();
      List<String> settings = settings(connection, data.getDatabaseProductName());
      return new Report.Server(
          data.getDatabaseProductName(),
          data.getDatabaseProductVersion(),
          data.getDriverName(),
          data.getDriverVersion(),
          settings.get(0),
          settings.get(1));
    } catch (SQLException notTold) {
      return Report.Server.UNKNOWN;
    }
  }

  /** Collation and zone. */
  private static List<String> settings(Connection connection, String product) {
    String query = switch (product) {
      case "MariaDB" -> MARIADB;
      case "PostgreSQL" -> POSTGRESQL;
      case "H2" -> H2;
      default -> "";
    };
    if (query.isEmpty()) {
      return List.of("", "");
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next()
          ? List.of(text(result.getString(1)), text(result.getString(2)))
          : List.of("", "");
    } catch (SQLException notTold) {
      return List.of("", "");
    }
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
