package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The unit of work was asked for something that makes no sense in its present state, such as updating an
 * object it never loaded. The code has to change. Nothing of the unit is stored.
 */
public final class MisuseException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public MisuseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
