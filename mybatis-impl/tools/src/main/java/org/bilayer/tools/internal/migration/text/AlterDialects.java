package org.bilayer.tools.internal.migration.text;

/** The words of each kind of database. */
public final class AlterDialects {

  private AlterDialects() {}

  /** Those of a dialect by its name. */
  public static AlterSql named(String dialect) {
    return switch (dialect) {
      case "H2" -> new H2AlterSql();
      case "PostgreSQL" -> new PostgreSqlAlterSql();
      case "MariaDB" -> new MariaDbAlterSql();
      default -> throw new AssertionError(dialect);
    };
  }
}
