package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The time allowed for the unit of work, or for one of its statements, is over. Nothing is stored. Not
 * retried: the limit is the caller's own.
 */
public final class DeadlineExceededException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public DeadlineExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
