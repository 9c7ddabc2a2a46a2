package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Another unit of work was first: it changed what this unit read or wrote, or what the caller had read before. Nothing of
 * this unit is stored.
 *
 * <p>{@link #isRetryable} is true, with one exception: a {@link StaleVersionException} of a version that the caller
 * brought. The next try would be given the same version.
 *
 * <p>Which of the four kinds appears may differ between databases, and a conflict may surface at any call
 * or at commit. Catch this class to handle every conflict alike; catch {@code StaleVersionException} to answer whoever
 * edited an old copy.
 */
public abstract sealed class ConflictException extends DataException
    permits DeadlockException, LockTimeoutException, StaleVersionException, WriteConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  ConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** True, unless the kind says otherwise. */
  @Override
  public boolean isRetryable() {
    return true;
  }
}
