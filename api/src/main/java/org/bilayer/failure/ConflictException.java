package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Another unit of work was first: it changed a row that this unit has read or written, or that the caller had
 * read before. Nothing of this unit is stored.
 *
 * <p>{@link #isRetryable} is true, with one exception: a {@link StaleVersionException} of a version that the
 * caller gave. The next try would use the same version.
 *
 * <p>Databases may report the same conflict by different subclasses, and may report a conflict at any call or
 * at the commit. Catch this class to handle all conflicts alike. Catch {@code StaleVersionException} to inform
 * a person who edited an old copy.
 */
public abstract sealed class ConflictException extends DataException
    permits DeadlockException, LockTimeoutException, StaleVersionException, WriteConflictException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  ConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** True, unless the subclass says otherwise. */
  @Override
  public boolean isRetryable() {
    return true;
  }
}
