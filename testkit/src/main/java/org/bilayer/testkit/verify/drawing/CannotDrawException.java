package org.bilayer.testkit.verify.drawing;

import org.jspecify.annotations.Nullable;

/** Values that the application has to supply are missing: every check that needs them fails for the same reason. */
public final class CannotDrawException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public CannotDrawException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
