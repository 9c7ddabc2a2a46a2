package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.spi.Schema;

/** Finds the dialect of a database. */
public final class Dialects {

  @FunctionalInterface
  private interface Inspector {
    Dialect of(Connection connection, Schema schema) throws SQLException;
  }

  /** By product name, as {@link java.sql.DatabaseMetaData} gives it. */
  private static final Map<String, Inspector> INSPECTORS = Map.of(
      H2Dialect.NAME, (connection, schema) -> H2Dialect.of(connection),
      PostgreSqlDialect.NAME, (connection, schema) -> PostgreSqlDialect.of(connection),
      MariaDbDialect.NAME, MariaDbServer::dialect);

  private Dialects() {}

  /** The names of the supported databases. */
  public static List<String> names() {
    return INSPECTORS.keySet().stream().sorted().toList();
  }

  /**
   * The dialect of the database behind a connection, having looked at the server.
   *
   * @param schema what the server will hold
   * @param name of the dialect, where the driver gives the product another name
   * @throws IllegalArgumentException if the database is not supported
   * @throws IllegalStateException if its version or a setting makes the contract impossible
   */
  public static Dialect of(Connection connection, Schema schema, Optional<String> name)
      throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return find(name.orElse(product)).of(connection, schema);
  }

  private static Inspector find(String name) {
    return INSPECTORS.entrySet().stream()
        .filter(known -> known.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No dialect for the database " + name
            + "; supported are " + names()
            + ". For a compatible product, name one of them with the builder's dialect(...)."));
  }

  /**
   * A dialect for writing SQL without a server at hand.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Dialect named(String name) {
    if (name.equalsIgnoreCase(H2Dialect.NAME)) {
      return new H2Dialect(H2Dialect.NAME, false);
    }
    if (name.equalsIgnoreCase(PostgreSqlDialect.NAME)) {
      return new PostgreSqlDialect(PostgreSqlDialect.NAME, Set.of());
    }
    if (name.equalsIgnoreCase(MariaDbDialect.NAME)) {
      return new MariaDbDialect(MariaDbDialect.NAME, MariaDbServer.UNKNOWN);
    }
    throw new AssertionError(find(name));
  }
}
