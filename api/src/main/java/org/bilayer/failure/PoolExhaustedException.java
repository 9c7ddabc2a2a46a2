package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The application's connection pool gave no connection in the time it waits, because all of its connections were lent. Nothing of
 * the unit is stored, and the database was not asked for anything.
 *
 * <p>Not worth a retry at once: the unit has waited in the pool already, and a crowd whose units all queue again grows. Only pools
 * that are known are recognised; the page about failures lists them.
 */
public final class PoolExhaustedException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the pool threw, if anything. */
  public PoolExhaustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
