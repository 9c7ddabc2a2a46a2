package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.connection.Connections;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueReader;

/** Describes the tables of a store's database. Thread-safe. */
public final class StoreCatalogue implements CatalogueReader {

  /*
   * A schema is read by several statements, and a migration may run between two of them. No isolation level helps on all
   * databases, so the columns and tables are listed before and after: if the lists differ, everything is read again.
   */

  private static final int READINGS_MAX = 3;

  private final Connections connections;
  private final DatabaseCatalogue catalogue;

  /** Through the connections of a store. */
  public StoreCatalogue(Connections connections, Dialect dialect) {
    this.connections = connections;
    this.catalogue = DatabaseCatalogue.of(dialect);
  }

  @Override
  public Catalogue read() {
    return with(connection -> readAll(connection, Optional.empty()));
  }

  @Override
  public Catalogue read(String schema) {
    return with(connection -> readAll(connection, Optional.of(schema)));
  }

  @Override
  public Catalogue read(Collection<String> names) {
    List<String> copy = List.copyOf(names);
    return with(connection -> catalogue.read(connection, Optional.empty(), copy));
  }

  @Override
  public Catalogue read(String schema, Collection<String> names) {
    List<String> copy = List.copyOf(names);
    return with(connection -> catalogue.read(connection, Optional.of(schema), copy));
  }

  private Catalogue readAll(Connection connection, Optional<String> schema) throws SQLException {
    Optional<String> hidden = catalogue.hiddenColumns(connection, schema);
    if (hidden.isPresent()) {
      throw new StorageFailureException(
          "The account may read some columns only, so the tables cannot be described [tables="
              + hidden.get() + "]. Grant SELECT on the tables.",
          null);
    }
    List<String> before = catalogue.fingerprint(connection, schema);
    for (int reading = 1; reading <= READINGS_MAX; reading++) {
      Catalogue read = catalogue.readAll(connection, schema);
      if (read.schema().isEmpty() && schema.isPresent()) {
        throw new StorageFailureException(
            "There is no such schema, or the account may not use it [schema=" + schema.get()
                + "]. Check the name, and grant the right to use it.",
            null);
      }
      if (read.schema().isEmpty()) {
        throw new StorageFailureException(
            "There is no schema to read: the connection has none that exists and that the account may use."
                + " Name one in the JDBC URL, and grant the right to use it.",
            null);
      }
      List<String> after = catalogue.fingerprint(connection, schema);
      if (before.equals(after)) {
        return read;
      }
      before = after;
    }
    throw new StorageFailureException(
        "The tables changed each time while they were read [readings=" + READINGS_MAX
            + "]. Read them when no migration runs.",
        null);
  }

  /** Something to do with a connection. */
  @FunctionalInterface
  private interface Reading {
    Catalogue with(Connection connection) throws SQLException;
  }

  private Catalogue with(Reading reading) {
    try (Connection connection = connections.take()) {
      Catalogue read = reading.with(connection);
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return read;
    } catch (SQLException e) {
      throw Failures.whileAsking(e, "The database does not describe its tables");
    }
  }
}
