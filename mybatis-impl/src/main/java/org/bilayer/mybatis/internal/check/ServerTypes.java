package org.bilayer.mybatis.internal.check;

import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.catalogue.CatalogueType.Kind;

/** Which types of a database the library uses, where databases differ. */
enum ServerTypes {
  H2,
  POSTGRESQL,
  MARIADB;

  static ServerTypes of(Dialect dialect) {
    return switch (dialect.name()) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      case "MariaDB" -> MARIADB;
      default -> throw new AssertionError(dialect.name());
    };
  }

  /** What a text column of so many code points needs for a length: H2 counts UTF-16 units, of which one may need two. */
  int lengthFor(int codePoints) {
    return this == H2 ? 2 * codePoints : codePoints;
  }

  /** What a column of points in time is; in UTC on MariaDB, whose {@code timestamp} ends too early. */
  Kind instants() {
    return this == MARIADB ? Kind.DATE_TIME : Kind.INSTANT;
  }

  /** Whether documents are long text. */
  boolean keepsDocumentsAsText() {
    return this == MARIADB;
  }

  /** Whether truth values are the numbers 0 and 1. */
  boolean keepsTruthAsNumber() {
    return this == MARIADB;
  }

  /** Whether text of a fixed length comes back without the blanks that fill it. */
  boolean trimsFixedText() {
    return this == MARIADB;
  }

  /** Whether labels of an enumeration are sent and compared as text. */
  boolean takesLabelsAsText() {
    return this != POSTGRESQL;
  }
}
