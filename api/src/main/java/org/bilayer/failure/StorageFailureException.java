package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database refused a statement or failed, and neither the data nor concurrency is the reason. Examples are
 * an invalid statement, a missing table or privilege, a full disk, or a damaged file. A person has to find the
 * reason. Nothing of the unit is stored.
 */
public final class StorageFailureException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public StorageFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
