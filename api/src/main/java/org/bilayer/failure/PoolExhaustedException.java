package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The application's connection pool gave no connection within its waiting time, because all connections were
 * lent. Nothing of the unit is stored, and no statement was sent to the database.
 *
 * <p>Not retried, because the unit has already waited in the pool, and further waiting units would add to the
 * load. The library recognises this failure for known pools only. The page about failures lists these pools.
 */
public final class PoolExhaustedException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the pool, if any. */
  public PoolExhaustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
