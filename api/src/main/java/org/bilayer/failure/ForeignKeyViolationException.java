package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/** A row refers to a row that does not exist, or a removal would leave rows that refer to the removed row. */
public final class ForeignKeyViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure. {@code cause} is the exception of the database driver, if any. */
  public ForeignKeyViolationException(String table, String constraint, @Nullable Throwable cause) {
    super(
        "A reference would point to a row that does not exist",
        table,
        constraint,
        "Add the referenced row first, or remove the referring rows first.",
        cause);
  }
}
