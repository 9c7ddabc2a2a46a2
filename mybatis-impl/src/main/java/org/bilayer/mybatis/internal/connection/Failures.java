package org.bilayer.mybatis.internal.connection;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.executor.BatchExecutorException;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.mybatis.internal.dialect.BrokenRule;
import org.bilayer.mybatis.internal.dialect.ConstraintNames;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.dialect.FailureKind;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Turns what drivers and MyBatis throw into the failures of the data layer. Thread-safe.
 */
public final class Failures {

  /*
   * The same code means different things at different moments: a lost connection is harmless before COMMIT was sent and
   * an open question afterwards, so the phase decides first. Messages name the statement and the codes, never values.
   * The driver's own text may show some, so that the cause is a copy without the text, unless values may be shown
   * (decision 0043). The text of a failed connect is kept: nothing of a row has been sent yet.
   */

  /** What was going on. */
  public enum Phase {
    STATEMENT,
    COMMIT
  }

  private static final String UNKNOWN_NAME = "(unknown)";

  private final Dialect dialect;
  private final ConstraintNames constraints;
  private final boolean showsValues;

  /** With the exceptions of drivers as causes. */
  public Failures(Dialect dialect, Schema schema) {
    this(dialect, schema, true);
  }

  /**
   * For one store.
   *
   * @param showsValues whether causes keep the text of drivers
   */
  public Failures(Dialect dialect, Schema schema, boolean showsValues) {
    this.dialect = dialect;
    this.constraints = new ConstraintNames(schema, dialect);
    this.showsValues = showsValues;
  }

  /**
   * The failure that something thrown amounts to.
   *
   * @param table that was read or written, where known
   * @param what was being done: the id of a statement, or an act
   */
  public DataException of(
      Throwable thrown, Phase phase, @Nullable Table table, String what, Deadline deadline) {
    if (thrown instanceof DataException known) {
      return known;
    }
    if (thrown instanceof PersistenceException wrapped
        && wrapped.getCause() instanceof DataException known) {
      return known;
    }
    return of(thrown, shown(thrown), phase, table, what, deadline);
  }

  /** What may be shown of something thrown, as the cause of a failure. */
  public Throwable shown(Throwable thrown) {
    return showsValues || thrown instanceof DataException
        ? thrown
        : Concealed.of(thrown, dialect.errorCodes());
  }

  private DataException of(
      Throwable original,
      Throwable thrown,
      Phase phase,
      @Nullable Table table,
      String what,
      Deadline deadline) {
    SQLException error = sqlException(original);
    if (error == null) {
      return phase == Phase.COMMIT
          ? commitUnknown("", thrown)
          : new StorageFailureException(
              "A statement failed outside the database [statement=" + what + "]. See the cause.",
              thrown);
    }
    FailureKind kind = dialect.errorCodes().kind(error);
    String facts = " [statement=" + what + ", sqlState=" + error.getSQLState() + ", code="
        + error.getErrorCode() + "]";
    if (phase == Phase.COMMIT && dialect.errorCodes().leavesCommitOpen(error)) {
      return commitUnknown(facts, thrown);
    }
    if (Thread.currentThread().isInterrupted() && isWait(kind)) {
      return new CancelledException(
          "The thread was interrupted while it waited" + facts + ".", thrown);
    }
    return switch (kind) {
      case WRITE_CONFLICT ->
        new WriteConflictException(
            "Another unit of work changed the same rows first" + facts + ". Retry the whole unit.",
            thrown);
      case DEADLOCK ->
        new DeadlockException(
            "Units of work waited for each other, and the database ended this unit" + facts
                + ". Retry the whole unit.",
            thrown);
      case LOCK_TIMEOUT ->
        deadline.isOver()
            ? deadlineExceeded(facts, thrown)
            : new LockTimeoutException(
                "Another unit of work held a lock for too long" + facts + ". Retry the whole unit.",
                thrown);
      case UNAVAILABLE, COMMIT_UNKNOWN -> unavailable(facts, thrown, false);
      case STATEMENT_TIMEOUT -> deadlineExceeded(facts, thrown);
      case STOPPED ->
        deadline.isOver() ? deadlineExceeded(facts, thrown) : cancelled(facts, thrown);
      case CANCELLED -> cancelled(facts, thrown);
      case UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK -> violation(kind, error, table, thrown);
      case INVALID_VALUE -> refusedValue(error, table, facts, thrown);
      case TOO_LARGE ->
        invalidValue(
            "a value, a row or a statement that is larger than the server allows" + facts
                + ", see docs/limits.md",
            thrown);
      case LOST_STATEMENT ->
        new StorageFailureException(
            "The server does not know a statement that the driver has prepared" + facts
                + ". Behind a pooler that lends a server connection for one transaction, such as PgBouncer with"
                + " pool_mode=transaction, set prepareThreshold=0 in the JDBC URL. Otherwise "
                + "remove the code that deallocates prepared statements.",
            thrown);
      case FOREIGN_TRANSACTION -> foreignTransaction(facts, thrown);
      case READ_ONLY -> readOnly(facts, thrown);
      case STORAGE ->
        new StorageFailureException(
            "The database refused or failed" + facts + ". See the cause.", thrown);
    };
  }

  /** Whether an error says that the connection is in a transaction that somebody else began. */
  public boolean isForeignTransaction(Throwable thrown) {
    SQLException error = sqlException(thrown);
    return error != null && dialect.errorCodes().kind(error) == FailureKind.FOREIGN_TRANSACTION;
  }

  /** What the user of a connection in a transaction of somebody else can do. */
  static final String FOREIGN_TRANSACTION_ADVICE =
      " The connection was left as it is. A unit of work owns its transaction: pass a DataSource "
          + "whose connections are in no transaction, such as the pool behind a "
          + "transaction-aware proxy.";

  /**
   * The failure of a unit of work whose connection is in a transaction of somebody else.
   *
   * @param facts in brackets, after a blank
   */
  static StorageFailureException foreignTransaction(String facts, @Nullable Throwable cause) {
    return new StorageFailureException(
        "The connection is in a transaction that other code began" + facts + "."
            + FOREIGN_TRANSACTION_ADVICE,
        cause);
  }

  /** Whether an error says that the connection is gone. */
  public boolean isUnavailable(Throwable thrown) {
    SQLException error = sqlException(thrown);
    return error != null && dialect.errorCodes().kind(error) == FailureKind.UNAVAILABLE;
  }

  /**
   * The failure of a change on a connection that must not write.
   *
   * @param facts in brackets, after a blank
   */
  public static DataException readOnly(String facts, @Nullable Throwable cause) {
    return new StorageFailureException(
        "The connection is read-only and the database refuses every change" + facts
            + "; nothing of the unit of work is stored. Pass a DataSource whose connections may "
            + "write.",
        cause);
  }

  /** Whether an answer to COMMIT says so little that COMMIT may never have been sent. */
  public boolean maybeRefusedCommit(Throwable thrown) {
    SQLException error = sqlException(thrown);
    if (error == null) {
      return !(thrown instanceof DataException);
    }
    String state = error.getSQLState();
    return (dialect.errorCodes().kind(error) == FailureKind.STORAGE && state == null)
        || NO_CONNECTION.equals(state);
  }

  /** Some drivers say so of a connection that is there, and in auto-commit. */
  private static final String NO_CONNECTION = "08003";

  /**
   * The failure of a COMMIT that a driver or pool has refused without sending.
   *
   * @param thrown as {@link #shown}
   */
  public static DataException refusedCommit(Throwable thrown) {
    return new StorageFailureException(
        "COMMIT was refused before it was sent, by the driver or by the pool; the unit of work is rolled back and"
            + " nothing of it is stored. A unit of work owns its transaction: pass a DataSource "
            + "whose connections take part in no other transaction. See the cause.",
        thrown);
  }

  /** The failure of a unit of work whose transaction is over before its COMMIT. */
  public static DataException lostTransaction() {
    return new StorageFailureException(
        "The transaction of the unit of work was over before COMMIT was sent: other code or a "
            + "hand-written statement has committed or rolled back on the connection. The "
            + "changes that the unit had written until then may be stored. Do not use the "
            + "connection of a unit of work for other work.",
        null);
  }

  /** Names the column where the error does. What an error says may also be the name of a type, so it has to be a column. */
  private DataException refusedValue(
      SQLException error, @Nullable Table table, String facts, Throwable thrown) {
    String said = dialect.brokenRule(error, constraints).column();
    Optional<String> column = table == null || said == null
        ? Optional.empty()
        : ConstraintNames.column(table, said).map(StoredColumn::name);
    if (table == null || column.isEmpty()) {
      return invalidValue("a value of the statement" + facts, thrown);
    }
    var failure = FailureInternals.at(
        FailureInternals.invalidValue("the database refuses a value of the statement" + facts),
        table.name(),
        null,
        column.get(),
        null);
    failure.addSuppressed(thrown);
    return failure;
  }

  private static DataException invalidValue(String what, Throwable thrown) {
    var failure = FailureInternals.invalidValue("the database refuses " + what);
    // The engine finds misfits without a driver, so this failure has no cause of its own.
    failure.addSuppressed(thrown);
    return failure;
  }

  private static boolean isWait(FailureKind kind) {
    return kind == FailureKind.LOCK_TIMEOUT
        || kind == FailureKind.STOPPED
        || kind == FailureKind.CANCELLED;
  }

  private static DataException commitUnknown(String facts, Throwable thrown) {
    return new CommitUnknownException(
        "COMMIT was sent and no answer arrived" + facts
            + ": the unit of work is stored completely or not at all. Find out the outcome "
            + "before you run the unit again.",
        thrown);
  }

  /**
   * The failure of a connection that turned out to be lost.
   *
   * @param cause what is {@link #shown} of it
   * @param dead whether nothing was ever answered on it
   */
  public static UnavailableException connectionLost(
      Throwable thrown, Throwable cause, String what, boolean dead) {
    SQLException error = sqlException(thrown);
    String codes =
        error == null ? "" : ", sqlState=" + error.getSQLState() + ", code=" + error.getErrorCode();
    return unavailable(" [statement=" + what + codes + "]", cause, dead);
  }

  /** What PostgreSQL answers to a level that is set too late, where no driver could tell of the transaction. */
  private static final String ACTIVE_TRANSACTION = "25001";

  /** The failure of a database that was asked about itself, outside of a unit of work. */
  public static DataException whileAsking(SQLException error, String what) {
    String facts = " [sqlState=" + error.getSQLState() + ", code=" + error.getErrorCode() + "]";
    if (isInForeignTransaction(error)) {
      return foreignTransaction(facts, error);
    }
    return Dialects.kindAtConnect(error) == FailureKind.UNAVAILABLE
        ? unavailable(facts, error, false)
        : new StorageFailureException(what + facts + ". See the cause.", error);
  }

  /** Whether a server refused a question because the connection is in a transaction that somebody else began. */
  public static boolean isInForeignTransaction(Throwable thrown) {
    return thrown instanceof SQLException error && ACTIVE_TRANSACTION.equals(error.getSQLState());
  }

  private static UnavailableException unavailable(String facts, Throwable thrown, boolean dead) {
    return new UnavailableException(
        "The database cannot be reached" + facts + "; nothing of the unit of work is stored."
            + " Retry the unit on a new connection.",
        thrown,
        dead);
  }

  private static DataException deadlineExceeded(String facts, Throwable thrown) {
    return new DeadlineExceededException(
        "The time allowed for a statement is over" + facts
            + "; nothing of the unit of work is stored.",
        thrown);
  }

  private static DataException cancelled(String facts, Throwable thrown) {
    return new CancelledException(
        "The database stopped a statement, on request or by a time limit of the database" + facts
            + "; nothing of the unit of work is stored.",
        thrown);
  }

  private DataException violation(
      FailureKind kind, SQLException error, @Nullable Table context, Throwable thrown) {
    BrokenRule rule = dialect.brokenRule(error, constraints);
    Optional<Table> named =
        Optional.ofNullable(rule.table()).flatMap(name -> constraints.table(rule.schema(), name));
    var near = new ArrayList<Table>();
    named.ifPresent(near::add);
    if (context != null) {
      near.add(context);
    }
    Optional<Table> table = Optional.ofNullable(rule.constraint())
        .flatMap(constraint -> constraints.declaring(constraint, near))
        .or(() -> named)
        .or(() -> Optional.ofNullable(context).filter(written -> isAbout(rule, written)))
        .or(() -> rule.table() != null || rule.column() == null || context == null
            ? Optional.empty()
            : constraints.referring(context, rule.column()));
    String tableName =
        table.map(Table::name).orElse(rule.table() == null ? UNKNOWN_NAME : rule.table());
    return switch (kind) {
      case FOREIGN_KEY ->
        new ForeignKeyViolationException(tableName, orUnknown(rule.constraint()), thrown);
      case CHECK -> new CheckViolationException(tableName, orUnknown(rule.constraint()), thrown);
      case NOT_NULL ->
        new NotNullViolationException(tableName, notNullName(table, rule.column()), thrown);
      default ->
        new UniqueViolationException(
            tableName,
            rule.primaryKey() && table.isPresent()
                ? table.get().keyName()
                : orUnknown(rule.constraint()),
            thrown);
    };
  }

  /**
   * Whether an error can be about the written table. An action of a foreign key, such as SET NULL, writes other tables too, and
   * not every error names the table.
   */
  private static boolean isAbout(BrokenRule rule, Table written) {
    return rule.column() == null
        || ConstraintNames.column(written, rule.column()).isPresent();
  }

  private static String orUnknown(@Nullable String name) {
    return name == null ? UNKNOWN_NAME : name;
  }

  private static String notNullName(Optional<Table> table, @Nullable String column) {
    return table
        .filter(found -> column != null)
        .flatMap(found -> ConstraintNames.column(found, orUnknown(column))
            .map(place -> found.notNullName(found.columns().indexOf(place))))
        .orElse(orUnknown(column));
  }

  /**
   * The error that began it: of a batch, the first that failed; of what MyBatis wraps, the driver's.
   *
   * @return null if no driver was involved
   */
  public static @Nullable SQLException sqlException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BatchExecutorException batch) {
        return sqlException(batch.getBatchUpdateException());
      }
      if (cause instanceof BatchUpdateException batch) {
        SQLException first = batch.getNextException();
        if (first != null) {
          return first;
        }
        return batch.getCause() instanceof SQLException inner ? inner : batch;
      }
      if (cause instanceof SQLException error) {
        return error;
      }
    }
    return null;
  }
}
