package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached: the connection was lost before COMMIT was sent, no connection can be opened,
 * or the server is starting, stopping or has no free connection. Nothing of the unit is stored. A retry on a
 * new connection may succeed.
 *
 * <p>If the database can be reached but refuses the user, the password or the database's name, the failure is a
 * {@link StorageFailureException}. If all connections of the pool are lent, the failure is a {@link
 * PoolExhaustedException}.
 */
public final class UnavailableException extends DataException {

  private static final long serialVersionUID = 1L;

  private final boolean deadConnection;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public UnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Creates the failure.
   *
   * @param cause the exception of the database driver, if any
   * @param deadConnection see {@link #isDeadConnection}
   */
  public UnavailableException(String message, @Nullable Throwable cause, boolean deadConnection) {
    super(message, cause);
    this.deadConnection = deadConnection;
  }

  /**
   * Whether the pool lent a connection that was lost already: in this unit, no statement was answered on the
   * connection. Another connection may work at once. {@code DataLayer.run} therefore tries again without a
   * pause.
   */
  public boolean isDeadConnection() {
    return deadConnection;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
