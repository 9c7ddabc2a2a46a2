package org.bilayer.testkit.verify;

import org.jspecify.annotations.Nullable;

/** Values that the application has to supply are missing: every check that needs them fails for the same reason. */
final class NothingToDraw extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  NothingToDraw(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
