package org.bilayer.contracts.failure;

import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.failure.WriteConflictException;

/**
 * Each failure with those who can bring it about, and whether {@code run} tries again: the table of the page about failures.
 * A failure has several rows where it depends on who brought the fact that failed. {@link FailureTableContract} brings each row
 * about and counts the tries.
 */
public enum FailureCase {
  /** The token of an edit made elsewhere. */
  GIVEN_VERSION(
      StaleVersionException.class,
      "the row does not have the version that the caller gave, as an argument or as a version attribute; or the row is gone",
      Origin.CALLER,
      false),
  /** An ordinary lost race. */
  READ_VERSION(
      StaleVersionException.class,
      "the row changed, or was removed, after this unit had read it",
      Origin.OTHER_UNIT,
      true),
  /** First committer wins. */
  WRITE_CONFLICT(
      WriteConflictException.class,
      "another unit wrote first, or the units cannot be put in any serial order",
      Origin.OTHER_UNIT,
      true),
  /** A lost race for an id. */
  ABSENT_ROW(
      WriteConflictException.class,
      "another unit added a row that this unit had looked for by id and not found",
      Origin.OTHER_UNIT,
      true),
  /** Waiting in a circle. */
  DEADLOCK(
      DeadlockException.class,
      "units waited for each other, and the database ended this unit",
      Origin.OTHER_UNIT,
      true),
  /** Waiting too long. */
  LOCK_TIMEOUT(
      LockTimeoutException.class, "another unit kept a lock for too long", Origin.OTHER_UNIT, true),
  /** No database. */
  UNAVAILABLE(
      UnavailableException.class,
      "no connection, or it was lost before COMMIT was sent",
      Origin.DATABASE,
      true),
  /** A crowd. */
  POOL_EXHAUSTED(
      PoolExhaustedException.class,
      "all connections of the pool are lent; another try would make the crowd larger",
      Origin.OTHER_UNIT,
      false),
  /** An open commit. */
  COMMIT_UNKNOWN(
      CommitUnknownException.class,
      "COMMIT was sent, and no answer arrived",
      Origin.DATABASE,
      false),
  /** The limit is the caller's. */
  DEADLINE_EXCEEDED(
      DeadlineExceededException.class,
      "the unit's `timeout`, or a statement's time limit, is over",
      Origin.CALLER,
      false),
  /** The wish is the caller's. */
  CANCELLED(
      CancelledException.class,
      "the thread was interrupted, or the statement was stopped in the database",
      Origin.CALLER,
      false),
  /** Data against a unique key. */
  UNIQUE(
      UniqueViolationException.class,
      "another row has the same primary key or unique value",
      Origin.CALLER,
      false),
  /** Data against a reference. */
  FOREIGN_KEY(
      ForeignKeyViolationException.class,
      "the referenced row does not exist, or a row to be removed is referenced",
      Origin.CALLER,
      false),
  /** Data against a required column. */
  NOT_NULL(NotNullViolationException.class, "a required value is missing", Origin.CALLER, false),
  /** Data against a check. */
  CHECK(CheckViolationException.class, "a check of the model is false", Origin.CALLER, false),
  /** Data against a type. */
  INVALID_VALUE(
      InvalidValueException.class, "a value does not fit its column", Origin.CALLER, false),
  /** A demand. */
  NOT_FOUND(NotFoundException.class, "`get` found nothing", Origin.CALLER, false),
  /** A mistake. */
  MISUSE(
      MisuseException.class,
      "the code asks for something that makes no sense; also an object whose row this unit has changed by a set-based change",
      Origin.CALLER,
      false),
  /** Something for an operator. */
  STORAGE(
      StorageFailureException.class,
      "a full disk, a missing table or right, a statement that the database refuses",
      Origin.DATABASE,
      false),
  /** A row of other code, or of an older model. */
  UNREADABLE_ROW(
      UnreadableRowException.class,
      "a stored row cannot become an object of the model, or a result of a projection",
      Origin.DATABASE,
      false),
  /** The work kept a failure to itself that was worth a retry. */
  FAILED_BY_A_CONFLICT(
      UnitOfWorkFailedException.class,
      "the unit had failed before, for a reason that is tried again",
      Origin.OTHER_UNIT,
      true),
  /** The work kept another failure to itself. */
  FAILED_FOR_GOOD(
      UnitOfWorkFailedException.class,
      "the unit had failed before, for a reason that is not tried again",
      Origin.CALLER,
      false);

  /** Who brought the fact that failed. */
  public enum Origin {
    /** Arguments, data, options and code of the application: the same in each try. */
    CALLER("the caller"),
    /** Another unit of work: a fresh unit sees what it did. */
    OTHER_UNIT("another unit"),
    /** The database, its machine, or the network. */
    DATABASE("the database");

    private final String words;

    Origin(String words) {
      this.words = words;
    }
  }

  private final Class<? extends DataException> failure;
  private final String fact;
  private final Origin origin;
  private final boolean triedAgain;

  FailureCase(
      Class<? extends DataException> failure, String fact, Origin origin, boolean triedAgain) {
    this.failure = failure;
    this.fact = fact;
    this.origin = origin;
    this.triedAgain = triedAgain;
  }

  Class<? extends DataException> failure() {
    return failure;
  }

  boolean isTriedAgain() {
    return triedAgain;
  }

  /** The row of the page, as Markdown. */
  public String row() {
    String stored = this == COMMIT_UNKNOWN ? "everything or nothing" : "nothing";
    return "| `" + failure.getSimpleName() + "` | " + fact + " | " + origin.words + " | "
        + (triedAgain ? "yes" : "no") + " | " + stored + " |";
  }
}
