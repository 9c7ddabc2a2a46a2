package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.catalogue.Catalogue;

/** Describes the tables of one kind of database, in a fixed number of statements. Stateless. */
public interface DatabaseCatalogue {

  /** The one for a dialect. */
  static DatabaseCatalogue of(Dialect dialect) {
    return switch (dialect.name()) {
      case "H2" -> new H2Catalogue();
      case "PostgreSQL" -> new PostgreSqlCatalogue();
      case "MariaDB" -> new MariaDbCatalogue();
      default -> throw new AssertionError(dialect.name());
    };
  }

  /**
   * The tables and sequences that statements find by these names. An open transaction of the connection stays open.
   *
   * @param schema empty for names that stand in statements without a schema
   */
  Catalogue read(Connection connection, Optional<String> schema, List<String> names)
      throws SQLException;

  /**
   * A whole schema; with an empty schema name if there is none.
   *
   * @param schema empty for the one in which statements create tables
   */
  Catalogue readAll(Connection connection, Optional<String> schema) throws SQLException;

  /** A text that differs if the schema has changed since. */
  List<String> fingerprint(Connection connection, Optional<String> schema) throws SQLException;

  /** The tables of which the connection sees some columns only. */
  default Optional<String> hiddenColumns(Connection connection, Optional<String> schema)
      throws SQLException {
    return Optional.empty();
  }
}
