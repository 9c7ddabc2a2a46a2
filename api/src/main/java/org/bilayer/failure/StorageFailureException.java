package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database refused a statement or failed, and neither the data nor concurrency is the reason. Examples are
 * an invalid statement, a missing table or privilege, a full disk, a damaged file, or a stored value that does
 * not fit the model. A person has to find the reason. Nothing of the unit is stored.
 */
public final class StorageFailureException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public StorageFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the failure for a row that cannot become an object, because of one value or of all values together.
   *
   * @param table the table
   * @param key the row's key as text; null if there is no key, as in a projection
   * @param column the column or value object; null if the row as a whole is refused
   * @param rule the rule of the model
   * @param cause the exception that refused the value, if any
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
            + "Correct the row, or change the model to accept the value.",
        cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
