package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A write breaks a rule of the model that the store enforces. The constraint carries the name declared in
 * the model, on every backend. Where a row breaks several rules, which of them is reported is unspecified.
 *
 * <p>Not retried: the data has to change.
 */
public abstract sealed class ConstraintViolationException extends DataException
    permits CheckViolationException,
        ForeignKeyViolationException,
        NotNullViolationException,
        UniqueViolationException {

  private static final long serialVersionUID = 1L;

  private final String table;
  private final String constraint;

  ConstraintViolationException(
      String what, String table, String constraint, String advice, @Nullable Throwable cause) {
    super(what + " [table=" + table + ", constraint=" + constraint + "]. " + advice, cause);
    this.table = table;
    this.constraint = constraint;
  }

  /** The table whose constraint is broken. */
  public String table() {
    return table;
  }

  /** The constraint's name as declared in the model. */
  public String constraint() {
    return constraint;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
