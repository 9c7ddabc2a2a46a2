package org.bilayer.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.value.Level;

/** The rows of one schema, in memory or in a database. Thread-safe. */
public interface Store extends AutoCloseable {

  /** What it is, for people: product and version. */
  String name();

  /** The isolation levels it really gives. */
  Set<Level> levels();

  /**
   * Begins a transaction. A backend may put off obtaining a connection to the first call.
   *
   * @throws org.bilayer.failure.UnavailableException if it cannot
   * @throws IllegalArgumentException if the level is not among {@link #levels}
   */
  StoreSession open(SessionOptions options);

  /**
   * Compares the tables as they are now with the schema.
   *
   * @return in the order of the schema's tables, those of one table by severity; empty where the store keeps the schema
   *     itself; unmodifiable
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.StorageFailureException if it refuses to tell
   */
  List<SchemaDifference> differences();

  /**
   * Describes the tables of the database as they are, whether or not the schema has them.
   *
   * @return empty where the store keeps the schema itself
   */
  default Optional<CatalogueReader> catalogue() {
    return Optional.empty();
  }

  /**
   * Makes the next generated key of a table greater than all keys of its committed rows. Called after the commit of rows
   * with assigned keys.
   *
   * @param table with {@link Table#hasIdentity}
   * @throws org.bilayer.failure.DataException if the database cannot be reached, or refuses
   */
  void continueKeys(Table table);

  /**
   * A store with the same rows that goes its own way from here: what is committed to one is never seen in the other. Open
   * sessions stay with this one.
   *
   * @param seed for everything the new store varies on purpose
   * @return takes the same time whatever the number of rows; empty where the backend cannot do that
   */
  default Optional<Store> fork(long seed) {
    return Optional.empty();
  }

  /** Frees what the store itself created; a pool handed to it stays open. */
  @Override
  void close();
}
