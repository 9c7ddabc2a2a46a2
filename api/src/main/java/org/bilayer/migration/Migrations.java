package org.bilayer.migration;

import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The migrations of an application: versioned steps, each applied once and in order to a database.
 *
 * <p>The implementation runs the application's own tool, for example Flyway. Thread-safe; several processes may apply the same
 * migrations to one database at the same time.
 */
public interface Migrations {

  /**
   * Returns the versions of the steps for a database, in the order in which they are applied. An application may have other steps
   * for another product.
   *
   * @return immutable; empty before the first migration
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.StorageFailureException if the steps cannot be read, or if two have the same version
   */
  List<String> versions(DataSource database);

  /**
   * Applies the steps that a database lacks.
   *
   * @return the versions that this call applied, in order; immutable
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached; nothing has changed, unless the connection
   *     was lost during a step, which the message then says
   * @throws org.bilayer.failure.LockTimeoutException if another instance, or another transaction, did not end in the time allowed;
   *     the message names its session as far as the database tells; earlier steps stay applied
   * @throws org.bilayer.failure.StorageFailureException if the history of the database and the steps do not fit, in which case nothing
   *     has changed, or if a step fails: earlier steps stay applied, and the message says what is left of the failed one
   * @throws org.bilayer.failure.CancelledException if the thread was interrupted while it waited for another instance
   */
  List<String> apply(DataSource database);

  /**
   * As {@link #apply(DataSource)}, up to a version and including it.
   *
   * @throws IllegalArgumentException if there is no such version; nothing has changed
   */
  List<String> applyTo(DataSource database, String version);

  /**
   * Returns the names of the tables in which the tool keeps its history. They are no part of a model.
   *
   * @return immutable
   */
  Set<String> ownTables();
}
