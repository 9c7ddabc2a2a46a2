package org.bilayer.store.catalogue;

import java.util.Collection;

/** Describes the tables of a live database. Thread-safe. */
public interface CatalogueReader {

  /**
   * Describes the whole schema in which statements create tables.
   *
   * @return complete: a schema that changes while it is read is read again
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.StorageFailureException if the database refuses to tell, if the schema keeps changing while it is
   *     read, or if there is no such schema
   */
  Catalogue read();

  /**
   * As {@link #read()}, for a schema by name.
   *
   * @param schema the name as the database writes it; MariaDB calls a schema a database
   */
  Catalogue read(String schema);

  /**
   * Describes the tables and sequences that statements find by these names. A database that ignores letter case in names
   * returns each with the name that the database writes.
   *
   * @return without the names that the database does not know
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.StorageFailureException if the database refuses to tell
   */
  Catalogue read(Collection<String> names);

  /**
   * As {@link #read(Collection)}, for names in a schema.
   *
   * @param schema the name as the database writes it
   */
  Catalogue read(String schema, Collection<String> names);
}
