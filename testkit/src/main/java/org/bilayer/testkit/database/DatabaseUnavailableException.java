package org.bilayer.testkit.database;

import java.util.List;

/**
 * A database that must be there is not, so the test fails instead of being skipped. The message
 * lists everything that was tried and what to do; it names URLs without their passwords. It has no
 * cause, because the message of a driver may quote a URL with the password in it.
 */
public final class DatabaseUnavailableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String database;
  private final Availability.Attempt[] tried;

  DatabaseUnavailableException(
      DatabaseProduct product, String because, Availability.Unavailable unavailable) {
    super("Cannot use a required database [database=" + product.label() + ", because="
        + because + "].\n" + Advice.tried(unavailable) + "\n"
        + Advice.howToRun(product, unavailable));
    this.database = product.label();
    this.tried = unavailable.tried().toArray(new Availability.Attempt[0]);
  }

  /** The database's {@link TestDatabase#name() name}. */
  public String database() {
    return database;
  }

  /** What was tried, in that order; unmodifiable. */
  public List<Availability.Attempt> tried() {
    return List.of(tried);
  }
}
