package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * COMMIT was sent and no answer came back: the unit of work is either stored completely or not at all, and
 * nobody here knows which. Never retried, since that could do the work twice; find out first, by reading
 * what the unit would have written.
 */
public final class CommitUnknownException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public CommitUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
