package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The unit of work was asked for something that makes no sense in its present state, such as updating an
 * object that it never loaded, or one whose row a set-based change of the same unit has changed since. The code has to
 * change. Nothing of the unit is stored.
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
