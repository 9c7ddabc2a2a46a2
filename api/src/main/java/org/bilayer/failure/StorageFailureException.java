package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database refused or failed for a reason that is neither data nor concurrency: a statement it does not
 * understand, a missing table or right, a full disk, a damaged file, or a stored value that does not fit
 * the model. Somebody has to look; nothing of the unit is stored.
 */
public final class StorageFailureException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public StorageFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The failure of a row that cannot become an object, because of one of its values or of all of them together.
   *
   * @param table the table
   * @param key the row's key as text; null where there is none, as in a projection
   * @param column the column or value object; null where the row as a whole is refused
   * @param rule what the model demands
   * @param cause what refused the value, if anything was thrown
   */
  public static StorageFailureException unreadable(
      String table,
      @Nullable String key,
      @Nullable String column,
      String rule,
      @Nullable Throwable cause) {
    return new StorageFailureException(
        "A stored value cannot be read [table=" + table
            + (key == null ? "" : ", key=" + key)
            + (column == null ? "" : ", column=" + column)
            + ", rule="
            + rule
            + "]. "
            + (cause == null ? "" : "See the cause. ")
            + "Correct the row, or let the model accept it.",
        cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
