package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A row refers to a row that does not exist, or a row was to be removed that others refer to.
 */
public final class ForeignKeyViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure; {@code cause} is what the database driver threw, if anything. */
  public ForeignKeyViolationException(String table, String constraint, @Nullable Throwable cause) {
    super(
        "A reference would point to nothing",
        table,
        constraint,
        "Add the referenced row first, or remove the rows that refer to it before it.",
        cause);
  }
}
