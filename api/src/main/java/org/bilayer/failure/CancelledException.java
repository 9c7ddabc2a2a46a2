package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The unit of work was cancelled, by an interrupt of its thread or by the database. Nothing is stored. The
 * interrupt flag of the thread is kept.
 */
public final class CancelledException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public CancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
