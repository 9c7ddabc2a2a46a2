package org.bilayer.testkit.database;

import java.io.Serializable;
import java.util.List;

/**
 * Whether a database can be used in this JVM, and how that is known. Immutable; never contains a
 * password.
 */
public sealed interface Availability {

  /** Whether this is {@link Available}. */
  default boolean isAvailable() {
    return this instanceof Available;
  }

  /**
   * The database answers.
   *
   * @param product as the server calls itself, such as {@code PostgreSQL}
   * @param version of the server, such as {@code 15.20}
   * @param driverVersion of the JDBC driver
   * @param origin how it was found, to be read after the version, such as {@code found at
   *     127.0.0.1:5432}
   */
  record Available(String product, String version, String driverVersion, String origin)
      implements Availability {}

  /**
   * The database cannot be used.
   *
   * @param tried what was tried, in that order; not empty
   * @param urlGiven whether the user named the server, so that its absence is an error even for an
   *     optional database
   */
  record Unavailable(List<Attempt> tried, boolean urlGiven) implements Availability {
    /** Copies the list. */
    public Unavailable {
      tried = List.copyOf(tried);
    }
  }

  /**
   * A place where a database was looked for in vain.
   *
   * @param source the place
   * @param reason why it has none
   */
  record Attempt(String source, String reason) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return source + ": " + reason;
    }
  }
}
