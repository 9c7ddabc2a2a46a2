package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of the data layer, the same on each backend.
 *
 * <p>A failure thrown by a call on a unit of work, or on anything obtained from it, has already ended that
 * unit: it is rolled back, nothing of it is stored, and every later call throws {@link
 * UnitOfWorkFailedException}. Two exceptions to "nothing is stored" say so themselves: {@link
 * CommitUnknownException}, and failures inside a nested attempt, which undo that attempt alone.
 *
 * <p>Messages name tables, constraints, ids and versions. Values of other columns appear only when the
 * application asked for them ({@code LayerOptions.showValues}). The same holds for causes and suppressed
 * exceptions: what a driver threw is replaced by a copy with its class name, codes and stack trace.
 *
 * <p>A minor release may add classes to this family. A {@code switch} over its classes therefore needs a {@code default} branch.
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
   * Whether running the whole unit of work again, on a fresh unit, may succeed without anybody changing
   * code or data. {@code DataLayer.run} and {@code execute} retry exactly these.
   */
  public abstract boolean isRetryable();
}
