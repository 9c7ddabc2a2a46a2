package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The time allowed for the unit of work, or for one of its statements, is over. Nothing is stored. Not retried,
 * because the caller has set the limit.
 */
public final class DeadlineExceededException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public DeadlineExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
