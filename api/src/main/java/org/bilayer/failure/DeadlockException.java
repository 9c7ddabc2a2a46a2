package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Units of work waited for each other in a circle and this one was chosen to end.
 */
public final class DeadlockException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public DeadlockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
