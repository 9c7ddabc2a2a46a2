package org.bilayer.testkit.fault;

import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.WriteConflictException;

/** What can go wrong with an operation. Whatever it is, the transaction is over and nothing of it is stored. */
public enum Fault {
  /** Another unit of work was first: {@code WriteConflictException}. */
  WRITE_CONFLICT,
  /** Units of work waited for each other in a circle: {@code DeadlockException}. */
  DEADLOCK,
  /** Another unit of work kept a lock for too long: {@code LockTimeoutException}. */
  LOCK_TIMEOUT,
  /**
   * The connection is lost before the operation reaches the store: {@code UnavailableException}. A commit so lost fails with
   * {@code CommitUnknownException}, and nothing is stored.
   */
  CONNECTION_LOST,
  /**
   * The store does the operation and the connection is lost before its answer: {@code UnavailableException}. A commit so
   * lost fails with {@code CommitUnknownException}, and <em>everything is stored</em>.
   */
  ANSWER_LOST,
  /** All connections of the pool are lent: {@code PoolExhaustedException}. Real pools say so at {@link Operation#OPEN} only. */
  POOL_EXHAUSTED,
  /** A time limit is over: {@code DeadlineExceededException}. */
  TIMEOUT,
  /** Somebody stopped the statement: {@code CancelledException}. */
  CANCELLED,
  /** A full disk, a damaged file: {@code StorageFailureException}. */
  STORAGE_FAILURE;

  /** The failure that a store would report before its commit. */
  DataException failure(Operation operation) {
    String message = "The fault plan made this operation fail [operation=" + operation + ", fault="
        + this + "]; nothing of the unit of work is stored.";
    return switch (this) {
      case WRITE_CONFLICT -> new WriteConflictException(message, null);
      case DEADLOCK -> new DeadlockException(message, null);
      case LOCK_TIMEOUT -> new LockTimeoutException(message, null);
      case CONNECTION_LOST, ANSWER_LOST -> new UnavailableException(message, null);
      case POOL_EXHAUSTED -> new PoolExhaustedException(message, null);
      case TIMEOUT -> new DeadlineExceededException(message, null);
      case CANCELLED -> new CancelledException(message, null);
      case STORAGE_FAILURE -> new StorageFailureException(message, null);
    };
  }

  boolean isLostConnection() {
    return this == CONNECTION_LOST || this == ANSWER_LOST;
  }
}
