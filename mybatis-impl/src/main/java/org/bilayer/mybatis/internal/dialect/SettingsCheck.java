package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a session of the pool, by lower-case name. Refuses settings that change the results of statements.
 * One thread.
 */
final class SettingsCheck {

  /*
   * Opening a layer refuses the settings whose effect the library cannot avoid by the form of its SQL, by settings
   * for each unit of work, or by the binding of values. SettingsTest tries each setting with ordinary operations.
   */

  private final String product;
  private final Map<String, String> settings = new HashMap<>();

  private SettingsCheck(String product) {
    this.product = product;
  }

  /** Reads names and values. */
  static SettingsCheck read(Connection connection, String product, String query)
      throws SQLException {
    var check = new SettingsCheck(product);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String value = rows.getString(2);
        check.settings.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
      }
    }
    return check;
  }

  /** The value of a setting, or null if the server does not have the setting. */
  @Nullable
  String value(String name) {
    return settings.get(name);
  }

  /** Refuses a setting that exists and has another value. */
  SettingsCheck require(String name, String value, String otherwise) {
    return require(name, value::equalsIgnoreCase, value, otherwise);
  }

  /**
   * Refuses a setting that exists and has an unsuitable value.
   *
   * @param use the value to use
   * @param otherwise the effect of another value
   * @throws IllegalStateException naming the setting, its value and the value to use
   */
  SettingsCheck require(String name, Predicate<String> accepted, String use, String otherwise) {
    String found = settings.get(name);
    if (found != null && !accepted.test(found)) {
      throw refused(product, name + "=" + found, otherwise, name + "=" + use);
    }
    return this;
  }

  static IllegalStateException refused(String product, String found, String otherwise, String use) {
    return new IllegalStateException(product + " is used with a setting that changes answers ["
        + found + "]: " + otherwise + ". Use " + use
        + ", in the JDBC URL, in the pool's initial SQL or on the server.");
  }
}
