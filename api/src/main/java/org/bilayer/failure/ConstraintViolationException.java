package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * A write breaks a rule of the model that the store enforces. On every backend, the constraint has the name
 * declared in the model. If a row breaks several rules, the reported rule is unspecified.
 *
 * <p>Not retried, because the data has to change.
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

  /** The name of the constraint, as declared in the model. */
  public String constraint() {
    return constraint;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
