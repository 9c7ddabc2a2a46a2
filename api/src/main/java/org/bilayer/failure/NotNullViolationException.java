package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A column that the model does not declare nullable has no value. The library finds this before any row reaches
 * the store.
 */
public final class NotNullViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public NotNullViolationException(String table, String constraint, @Nullable Throwable cause) {
    super(
        "A required column has no value",
        table,
        constraint,
        "Give the column a value, or declare the column nullable.",
        cause);
  }
}
