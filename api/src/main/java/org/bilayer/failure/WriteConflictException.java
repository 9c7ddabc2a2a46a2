package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Another unit of work has committed a change that this unit must not overwrite, or must have seen. Either the
 * first committer wins, or no serial order of the units exists.
 */
public final class WriteConflictException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public WriteConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
