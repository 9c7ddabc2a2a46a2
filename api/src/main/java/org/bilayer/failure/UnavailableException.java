package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached: the connection was lost before COMMIT was sent, the pool is exhausted,
 * or the server is starting, stopping or full. Nothing of the unit is stored. Worth a retry on a new
 * connection, after a longer pause than a conflict.
 */
public final class UnavailableException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
