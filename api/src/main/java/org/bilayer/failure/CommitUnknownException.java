package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * COMMIT was sent and no answer arrived. The unit of work is either stored completely or not at all, and the
 * library does not know which. The library never retries this failure, because a retry could do the work twice.
 * Find out first, by reading the rows that the unit would have written.
 */
public final class CommitUnknownException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public CommitUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
