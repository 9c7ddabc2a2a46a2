package org.bilayer.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How the testkit finds backends: through {@link java.util.ServiceLoader}. Ordinary applications use a
 * backend's own factory instead.
 */
public interface StoreProvider {

  /** The backend's name: {@code memory}, {@code mybatis}. */
  String name();

  /** Whether it keeps rows in a SQL database and so needs a {@code DataSource}. */
  boolean needsDatabase();

  /**
   * Opens an empty store for a schema, creating its tables in the database if there is one.
   *
   * @throws IllegalArgumentException if a needed data source is missing
   */
  Store create(Schema schema, Settings settings);

  /**
   * Opens a store for a schema whose tables are there already. Without a database, the store is empty.
   *
   * @throws IllegalArgumentException if a needed data source is missing
   */
  default Store open(Schema schema, Settings settings) {
    return create(schema, settings);
  }

  /**
   * What a new store is told.
   *
   * @param dataSource the database, whose current schema has no tables of the model yet
   * @param seed for everything the backend varies on purpose
   * @param mappers interfaces of hand-written queries that the backend answers itself; a backend that answers queries by their
   *     Java form ignores them
   * @param schemas what to use in the database in place of the schemas that the tables name; others are used as named
   */
  record Settings(
      Optional<DataSource> dataSource,
      long seed,
      List<Class<?>> mappers,
      Map<String, String> schemas) {

    /** Copies the collections. */
    public Settings {
      mappers = List.copyOf(mappers);
      schemas = Map.copyOf(schemas);
    }

    /** Without hand-written queries. */
    public Settings(Optional<DataSource> dataSource, long seed) {
      this(dataSource, seed, List.of(), Map.of());
    }
  }
}
