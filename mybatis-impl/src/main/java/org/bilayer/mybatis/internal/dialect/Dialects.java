package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.Schema;

/** Finds the dialect of a database. */
public final class Dialects {

  private Dialects() {}

  /** The names of the supported databases. */
  public static List<String> names() {
    return List.of(H2Dialect.NAME, MariaDbDialect.NAME, PostgreSqlDialect.NAME);
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
    String known = name(connection, name);
    if (known.equalsIgnoreCase(H2Dialect.NAME)) {
      return H2Dialect.of(connection);
    }
    if (known.equalsIgnoreCase(PostgreSqlDialect.NAME)) {
      return PostgreSqlDialect.of(connection);
    }
    if (known.equalsIgnoreCase(MariaDbDialect.NAME)) {
      String version =
          MariaDbDialect.NAME + " " + connection.getMetaData().getDatabaseProductVersion();
      return new MariaDbDialect(version, MariaDbServer.of(connection, version, schema));
    }
    throw unknown(known);
  }

  /** With useMysqlMetadata, MariaDB's driver calls every server MySQL; the version tells. */
  private static String name(Connection connection, Optional<String> name) throws SQLException {
    if (name.isPresent()) {
      return name.get();
    }
    DatabaseMetaData about = connection.getMetaData();
    return about.getDatabaseProductVersion().contains(MariaDbDialect.NAME)
        ? MariaDbDialect.NAME
        : about.getDatabaseProductName();
  }

  /**
   * The dialect of the database behind a connection, for what can be said without having looked at the server.
   *
   * @param name as {@link #of}
   * @throws IllegalArgumentException if the database is not supported
   */
  public static Dialect named(Connection connection, Optional<String> name) throws SQLException {
    return named(name(connection, name));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "No dialect for the database " + name + "; supported are " + names()
            + ". For a compatible product, name one of them with the builder's dialect(...).");
  }

  /** What an error means where no database answers yet: the codes of the databases do not overlap there. */
  public static FailureKind kindAtConnect(SQLException error) {
    for (ErrorCodes codes :
        List.of(H2Dialect.ERRORS, MariaDbDialect.ERRORS, PostgreSqlDialect.ERRORS)) {
      if (codes.kind(error) == FailureKind.UNAVAILABLE) {
        return FailureKind.UNAVAILABLE;
      }
    }
    // A user of MariaDB who has as many connections as he may have.
    return error.getErrorCode() == 1226 ? FailureKind.UNAVAILABLE : FailureKind.STORAGE;
  }

  /**
   * A dialect for writing SQL without a server at hand.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Dialect named(String name) {
    if (name.equalsIgnoreCase(H2Dialect.NAME)) {
      return new H2Dialect(H2Dialect.NAME, false, false);
    }
    if (name.equalsIgnoreCase(PostgreSqlDialect.NAME)) {
      return new PostgreSqlDialect(PostgreSqlDialect.NAME, Set.of());
    }
    if (name.equalsIgnoreCase(MariaDbDialect.NAME)) {
      return new MariaDbDialect(MariaDbDialect.NAME, MariaDbServer.UNKNOWN);
    }
    throw unknown(name);
  }
}
