package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * The common type of the failures of a data layer. The failures are the same on each backend.
 *
 * <p>When a call on a unit of work, or on an object obtained from the unit, throws a failure, the unit has
 * ended: the unit is rolled back, nothing of it is stored, and every later call throws {@link
 * UnitOfWorkFailedException}. There are two exceptions. With {@link CommitUnknownException}, the changes may be
 * stored. A failure inside an attempt undoes that attempt only.
 *
 * <p>Messages name tables, constraints, ids and versions. Values of other columns appear only if the
 * application has asked for them ({@code LayerOptions.showValues}). The same holds for causes and suppressed
 * exceptions: the exception of a driver is replaced by a copy with its class name, codes and stack trace.
 *
 * <p>A minor release may add classes to this family. A {@code switch} over its classes therefore needs a {@code
 * default} branch.
 *
 * <p>Immutable except for the stack trace and suppressed exceptions that every throwable has.
 */
public abstract sealed class DataException extends RuntimeException
    permits CancelledException,
        CommitUnknownException,
        ConflictException,
        ConstraintViolationException,
        DeadlineExceededException,
        InvalidValueException,
        MisuseException,
        NotFoundException,
        PoolExhaustedException,
        ReservedException,
        StorageFailureException,
        UnavailableException,
        UnitOfWorkFailedException,
        UnreadableRowException {

  private static final long serialVersionUID = 1L;

  DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether a new run of the whole unit of work, on a fresh unit, may succeed without a change of code or data.
   * {@code DataLayer.run} and {@code execute} retry exactly these failures.
   */
  public abstract boolean isRetryable();
}
