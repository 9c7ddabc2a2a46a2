package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A check of the model is false for a row. As in SQL, a check whose result is unknown because of a null is
 * satisfied.
 */
public final class CheckViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public CheckViolationException(String table, String constraint, @Nullable Throwable cause) {
    super(
        "A check of the model is not satisfied",
        table,
        constraint,
        "The check is declared in the model under this name.",
        cause);
  }
}
