package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Another unit of work committed a change that this one may not overwrite or must have seen: first
 * committer wins, or the units cannot be put in any serial order.
 */
public final class WriteConflictException extends ConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public WriteConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
