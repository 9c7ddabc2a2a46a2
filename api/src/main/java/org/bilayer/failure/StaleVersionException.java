package org.bilayer.failure;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row was changed or removed by somebody else after this unit of work, or the holder of a disconnected
 * copy, had read it.
 */
public final class StaleVersionException extends ConflictException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final String id;
  private final long expectedVersion;
  private final long foundVersion;

  /**
   * Creates the failure.
   *
   * @param type the table of the aggregate's root
   * @param id its id, as text
   * @param expectedVersion the version that was read
   * @param foundVersion the version found instead; negative where the row is gone or the database did not
   *     say
   */
  public StaleVersionException(
      String type, String id, long expectedVersion, long foundVersion, @Nullable Throwable cause) {
    super(
        "Cannot write: the row changed after it was read [type="
            + type
            + ", id="
            + id
            + ", expectedVersion="
            + expectedVersion
            + (foundVersion < 0 ? "" : ", foundVersion=" + foundVersion)
            + "]. Load it again and apply the change again, or let run(...) retry the whole unit of work.",
        cause);
    this.type = type;
    this.id = id;
    this.expectedVersion = expectedVersion;
    this.foundVersion = foundVersion;
  }

  /** The table of the aggregate's root. */
  public String type() {
    return type;
  }

  /** The id, as text. */
  public String id() {
    return id;
  }

  /** The version that was read. */
  public long expectedVersion() {
    return expectedVersion;
  }

  /** The version found instead; empty where the row is gone or the database did not say. */
  public OptionalLong foundVersion() {
    return foundVersion < 0 ? OptionalLong.empty() : OptionalLong.of(foundVersion);
  }
}
