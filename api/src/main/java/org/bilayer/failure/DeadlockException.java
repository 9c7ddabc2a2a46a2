package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/** Units of work waited for each other in a circle, and the database ended this unit. */
public final class DeadlockException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public DeadlockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
