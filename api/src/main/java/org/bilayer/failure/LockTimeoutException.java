package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/** Another unit of work did not release a lock in the time allowed. */
public final class LockTimeoutException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public LockTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
