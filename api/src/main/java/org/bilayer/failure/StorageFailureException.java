package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database refused or failed for a reason that is neither data nor concurrency: a statement it does not
 * understand, a missing table or right, a full disk, a damaged file. Somebody has to look; nothing of the unit is stored.
 */
public final class StorageFailureException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public StorageFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
