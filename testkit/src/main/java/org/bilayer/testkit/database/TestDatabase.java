package org.bilayer.testkit.database;

/**
 * A database that tests may use, if this machine has it. The first call that needs to know looks
 * for it; the answer stays the same until the JVM ends.
 *
 * <p>Thread-safe: concurrent first calls look once, and all of them wait for the answer.
 */
public interface TestDatabase {

  /** {@code h2}, {@code postgresql} or {@code mariadb}. */
  String name();

  /**
   * Whether it can be used, with the version and origin of what was found or the list of what was
   * tried.
   */
  Availability availability();

  /**
   * Returns this database, usable, or ends the test that asked.
   *
   * @throws org.opentest4j.TestAbortedException if it is unavailable and optional; the first time
   *     in a JVM, a notice says what is skipped, what was tried and what to do
   * @throws DatabaseUnavailableException if it is unavailable and either required or named by a URL
   *     of the user
   * @throws IllegalArgumentException if the list of required databases has an unknown name, whether
   *     or not this database is available
   */
  TestDatabase require();

  /**
   * Creates an empty schema that no other test, thread or JVM uses: a schema of PostgreSQL, a
   * database of MariaDB (with character set {@code utf8mb4}), an in-memory database of H2.
   *
   * <p>Close it to drop it. One that is still open when the JVM ends is dropped then, and logged as
   * a warning with the stack of this call. Schemas that a killed JVM left behind are never touched.
   *
   * @param hint what it is for; letters and digits of ASCII go into the name, in lower case, 30 at
   *     most
   * @throws org.opentest4j.TestAbortedException as {@link #require()}
   * @throws DatabaseUnavailableException as {@link #require()}
   * @throws IllegalStateException if the database refuses; nothing is left behind
   */
  TestSchema newSchema(String hint);
}
