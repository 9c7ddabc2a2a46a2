package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached: the connection was lost before COMMIT was sent, none can be made, or the server is starting,
 * stopping or full. Nothing of the unit is stored. Worth a retry on a new connection.
 *
 * <p>A database that can be reached but refuses the user, the password or the database's name is a {@link
 * StorageFailureException}; a pool whose connections are all lent is a {@link PoolExhaustedException}.
 */
public final class UnavailableException extends DataException {

  private static final long serialVersionUID = 1L;

  private final boolean deadConnection;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public UnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Creates the failure.
   *
   * @param cause what the database driver threw, if anything
   * @param deadConnection see {@link #isDeadConnection}
   */
  public UnavailableException(String message, @Nullable Throwable cause, boolean deadConnection) {
    super(message, cause);
    this.deadConnection = deadConnection;
  }

  /**
   * Whether the pool lent a connection that was lost already: nothing was ever answered on it in this unit. Another connection may
   * work at once, so {@code DataLayer.run} does not pause before it tries again.
   */
  public boolean isDeadConnection() {
    return deadConnection;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
