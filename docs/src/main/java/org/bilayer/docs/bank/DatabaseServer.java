package org.bilayer.docs.bank;

import java.util.List;

/** A server, or the H2 in this process, in which the bank may make a schema of its own. Immutable. */
record DatabaseServer(Product product, String url) {

  /** The H2 in this process. */
  static DatabaseServer h2() {
    return new DatabaseServer(Product.H2, "jdbc:h2:mem:");
  }

  /** Where to connect in order to make a schema. */
  String url(String schema) {
    return product == Product.H2 ? url + schema : url;
  }

  /** How products differ in what the bank needs of them. */
  enum Product {
    H2("org.h2.Driver"),
    POSTGRESQL("org.postgresql.Driver"),
    MARIADB("org.mariadb.jdbc.Driver");

    private final String driver;

    Product(String driver) {
      this.driver = driver;
    }

    /** The class of the JDBC driver. */
    String driver() {
      return driver;
    }

    /** The statements that make a schema; none where connecting to it does. */
    List<String> create(String schema) {
      return switch (this) {
        case H2 -> List.of();
        case POSTGRESQL -> List.of("CREATE SCHEMA " + schema);
        case MARIADB -> List.of("CREATE DATABASE " + schema + " CHARACTER SET utf8mb4");
      };
    }

    /** The statements that remove it again; none where the end of the last connection does. */
    List<String> drop(String schema) {
      return switch (this) {
        case H2 -> List.of();
        case POSTGRESQL -> List.of("DROP SCHEMA " + schema + " CASCADE");
        case MARIADB -> List.of("DROP DATABASE " + schema);
      };
    }
  }
}
