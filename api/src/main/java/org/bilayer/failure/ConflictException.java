package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else was first: the unit of work read or wrote something that another unit changed at the same
 * time. Nothing of the unit is stored. Always worth a retry of the whole unit.
 *
 * <p>Which of the four kinds appears may differ between databases, and a conflict may surface at any call
 * or at commit; code should catch this class, not its kinds.
 */
public abstract sealed class ConflictException extends DataException
    permits DeadlockException, LockTimeoutException, StaleVersionException, WriteConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  ConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
