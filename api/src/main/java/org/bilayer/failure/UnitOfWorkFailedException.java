package org.bilayer.failure;

/**
 * A call on a unit of work that had failed before. The cause is the first failure. The unit was rolled back at
 * the first failure, and this call had no effect.
 */
public final class UnitOfWorkFailedException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Creates the failure for a call made after {@code first} had ended the unit. */
  public UnitOfWorkFailedException(Throwable first) {
    super(
        "The unit of work has failed and was rolled back"
            + (first instanceof CommitUnknownException
                ? ", but its commit may have taken effect"
                : "; nothing of it is stored")
            + " [first="
            + first.getClass().getSimpleName()
            + "]. See the cause. To survive an expected failure, wrap the call in attempt(...).",
        first);
  }

  /** The value of the first failure if it is a {@link DataException}; otherwise false. */
  @Override
  public boolean isRetryable() {
    return getCause() instanceof DataException first && first.isRetryable();
  }
}
