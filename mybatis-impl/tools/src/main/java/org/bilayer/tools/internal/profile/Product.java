package org.bilayer.tools.internal.profile;

import java.util.Locale;

/** The databases whose rows can be looked at. */
public enum Product {
  /** H2. */
  H2('"'),
  /** PostgreSQL. */
  POSTGRESQL('"'),
  /** MariaDB, and MySQL. */
  MARIADB('`');

  private final char quote;

  Product(char quote) {
    this.quote = quote;
  }

  /** The one whose name and version a catalogue tells. */
  public static Product of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("postgresql") ? POSTGRESQL : lower.contains("h2") ? H2 : MARIADB;
  }

  /** A name as SQL, whatever its characters are. */
  public String quoted(String name) {
    return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
  }

  /** A table of a schema as SQL. */
  public String quoted(String schema, String name) {
    return (schema.isEmpty() ? "" : quoted(schema) + ".") + quoted(name);
  }
}
