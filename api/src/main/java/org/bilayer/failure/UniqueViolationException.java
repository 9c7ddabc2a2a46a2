package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Another row has the same primary key, or the same values in the columns of a unique key. Rows with a null in
 * a unique key never collide. The constraint of a primary key is named after the table: {@code account_pkey}.
 */
public final class UniqueViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public UniqueViolationException(String table, String constraint, @Nullable Throwable cause) {
    super(
        "Another row has the same unique value",
        table,
        constraint,
        "Load the row that has this value, or choose another value.",
        cause);
  }
}
