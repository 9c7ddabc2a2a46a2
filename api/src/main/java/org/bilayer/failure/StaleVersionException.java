package org.bilayer.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row does not have the version that a change expects: another unit of work changed or removed the row.
 * Nothing of the unit is stored.
 *
 * <p>The source of the expected version decides whether a retry can help. If the unit of work has read the
 * version, the next try reads the new version: {@link #isRetryable} is true. If the caller gave the version, as
 * in {@code update(next, expectedVersion)}, the next try would use the same version: {@link #isRetryable} is
 * false, and {@link #isGivenByCaller} is true.
 */
public final class StaleVersionException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Stands for the version of a row that does not exist any more. */
  public static final long GONE = Long.MIN_VALUE;

  /** Stands for a version that the database did not return. */
  public static final long UNKNOWN = Long.MIN_VALUE + 1;

  private final String type;
  private final String id;
  private final long expectedVersion;
  private final long foundVersion;
  private final boolean givenByCaller;

  /**
   * Creates the failure for a version that the unit of work has read.
   *
   * @param type the table of the aggregate's root
   * @param id the id, as text
   * @param expectedVersion the version that was read
   * @param foundVersion the present version, {@link #GONE} or {@link #UNKNOWN}
   */
  public StaleVersionException(
      String type, String id, long expectedVersion, long foundVersion, @Nullable Throwable cause) {
    this(type, id, expectedVersion, foundVersion, false, cause);
  }

  private StaleVersionException(
      String type,
      String id,
      long expectedVersion,
      long foundVersion,
      boolean givenByCaller,
      @Nullable Throwable cause) {
    super(
        what(foundVersion, givenByCaller)
            + " [type="
            + type
            + ", id="
            + id
            + ", expectedVersion="
            + expectedVersion
            + (isKnown(foundVersion) ? ", foundVersion=" + foundVersion : "")
            + "]. "
            + advice(foundVersion, givenByCaller),
        cause);
    this.type = type;
    this.id = id;
    this.expectedVersion = expectedVersion;
    this.foundVersion = foundVersion;
    this.givenByCaller = givenByCaller;
  }

  private static boolean isKnown(long foundVersion) {
    return foundVersion != GONE && foundVersion != UNKNOWN;
  }

  private static String what(long foundVersion, boolean givenByCaller) {
    if (foundVersion == GONE) {
      return givenByCaller
          ? "Cannot write: no row exists for the version that the caller gave"
          : "Cannot write: the row was removed after it was read";
    }
    return givenByCaller
        ? "Cannot write: the row does not have the version that the caller gave"
        : "Cannot write: the row changed after it was read";
  }

  private static String advice(long foundVersion, boolean givenByCaller) {
    if (givenByCaller) {
      return foundVersion == GONE
          ? "Another unit of work removed the row, or the row never existed. A retry cannot "
              + "help: report the conflict to the person who made the change."
          : "A retry cannot help: load the row, apply the change to its present state, and pass "
              + "its present version.";
    }
    return foundVersion == GONE
        ? "Run the unit of work again, as run(...) does: the next try finds no row."
        : "Load the row again and apply the change again, or let run(...) retry the whole unit of work.";
  }

  /**
   * Creates the failure for a version that the caller gave, in an argument or in an aggregate's version
   * attribute.
   *
   * @param type the table of the aggregate's root
   * @param id the id, as text
   * @param expectedVersion the version that the caller gave
   * @param foundVersion the present version, {@link #GONE} or {@link #UNKNOWN}
   */
  public static StaleVersionException ofGivenVersion(
      String type, String id, long expectedVersion, long foundVersion) {
    return new StaleVersionException(type, id, expectedVersion, foundVersion, true, null);
  }

  /** Returns the same failure, with the same stack trace, for a version that the caller gave. */
  public StaleVersionException asOfGivenVersion() {
    var given =
        new StaleVersionException(type, id, expectedVersion, foundVersion, true, getCause());
    given.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      given.addSuppressed(suppressed);
    }
    return given;
  }

  /** The table of the aggregate's root. */
  public String type() {
    return type;
  }

  /** The id, as text. */
  public String id() {
    return id;
  }

  /** The version that the unit has read, or that the caller gave, as the text of a row version. */
  public String expectedVersion() {
    return Long.toString(expectedVersion);
  }

  /**
   * The present version, as the text of a row version; empty if the row does not exist any more, or the database did
   * not return the version.
   */
  public Optional<String> foundVersion() {
    return isKnown(foundVersion) ? Optional.of(Long.toString(foundVersion)) : Optional.empty();
  }

  /** Whether the row is known to be removed. */
  public boolean isGone() {
    return foundVersion == GONE;
  }

  /** Whether the caller gave {@link #expectedVersion}. Otherwise the unit of work has read it. */
  public boolean isGivenByCaller() {
    return givenByCaller;
  }

  /** Whether the unit of work has read the version. In this case the next try reads the new version. */
  @Override
  public boolean isRetryable() {
    return !givenByCaller;
  }
}
