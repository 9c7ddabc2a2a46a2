package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A lock held by another unit of work was not released in the time allowed.
 */
public final class LockTimeoutException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public LockTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
