package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A call is invalid in the present state of the unit of work. Examples are an update of an object that the unit
 * never loaded, or of an object whose row a set-based change of the same unit has changed since. The code has
 * to change. Nothing of the unit is stored.
 */
public final class MisuseException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public MisuseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
