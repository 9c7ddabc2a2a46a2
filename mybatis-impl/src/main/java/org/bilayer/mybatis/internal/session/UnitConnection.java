package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.function.Function;
import org.apache.ibatis.transaction.Transaction;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.connection.Connections;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.connection.Failures.Phase;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.StartedTransaction;
import org.bilayer.mybatis.internal.dialect.StartedTransaction.Setting;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection lent by the application's pool for one unit of work, and that unit's transaction on it.
 *
 * <p>One thread at a time.
 */
final class UnitConnection {

  /*
   * The unit takes the connection at its first statement. A unit that reads from its identity map only takes no
   * connection. The connection is returned with its original settings. If the rollback or the restoring of settings
   * failed, or the outcome of a commit is unknown, the connection is aborted first, so that the pool does not lend a
   * connection with an open transaction.
   */

  private static final Logger LOG = LoggerFactory.getLogger(UnitConnection.class);

  /** No transaction: there is nothing to end. */
  private static final StartedTransaction NO_TRANSACTION = new StartedTransaction(true, () -> {});

  private final Connections connections;
  private final Dialect dialect;
  private final Failures failures;
  private final Level level;
  private final Deadline deadline;
  private final boolean isForSingleRead;
  private final Transaction transaction = new Lent();

  private @Nullable Connection connection;
  private StartedTransaction started = new StartedTransaction(false, () -> {});
  private String beginSql = "";

  /** Whether {@link StartedTransaction#afterBegin} has not run yet. */
  private boolean isAfterBeginDue;

  private boolean isLost;

  /** The connection is in a transaction of other code, and must not be changed. */
  private boolean isOfOthers;

  /** The unit takes no further connection, because nothing would return the second connection. */
  private volatile boolean ended;

  private @Nullable Boolean readOnly;
  private boolean answered;

  /** The original time limit of the socket. Null if the limit was not changed. */
  private @Nullable Integer socketMillisBefore;

  /**
   * Holds no connection yet.
   *
   * @param isForSingleRead whether the unit executes one query only. The query then needs no transaction, if the
   *     connection is in auto-commit mode and no setting is necessary
   */
  UnitConnection(StoreContext store, Level level, Deadline deadline, boolean isForSingleRead) {
    this.connections = store.connections();
    this.dialect = store.dialect();
    this.failures = store.failures();
    this.level = level;
    this.deadline = deadline;
    this.isForSingleRead = isForSingleRead && !deadline.isSet();
  }

  /** The transaction for the executors of MyBatis, which cannot end it. */
  Transaction transaction() {
    return transaction;
  }

  /**
   * The connection, in its transaction.
   *
   * @throws DataException if no connection is available
   */
  Connection connection() {
    Connection known = connection;
    return known != null ? known : take();
  }

  private Connection take() {
    if (ended) {
      throw new IllegalStateException("The session is over.");
    }
    Connection taken;
    try {
      taken = connections.take();
    } catch (Exception e) {
      throw failure(e, null, "obtain a connection");
    }
    connection = taken;
    try {
      if (isForSingleRead && taken.getAutoCommit() && dialect.readsAlike(taken)) {
        started = NO_TRANSACTION;
        return taken;
      }
      limitSocket(taken);
      started = dialect.begin(taken, level, deadline.millis());
      beginSql = started.beginSql();
      isAfterBeginDue = true;
      return taken;
    } catch (Exception e) {
      DataException failure = failure(e, null, "begin");
      if (failures.isForeignTransaction(e)) {
        leave(taken);
      } else {
        discard(failure);
      }
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
  }

  /** Whether the connection must not write. Takes the connection if necessary. */
  boolean isReadOnly() throws SQLException {
    Boolean known = readOnly;
    if (known == null) {
      known = connections.isReadOnly(connection(), dialect);
      readOnly = known;
    }
    return known;
  }

  /**
   * Records that a statement failed. The failure of the first statement may show that the transaction belongs to
   * other code.
   */
  void failed(Throwable thrown) {
    if (isAfterBeginDue && failures.isForeignTransaction(thrown)) {
      isOfOthers = true;
    }
  }

  /** Returns a connection of other code unchanged. */
  private void leave(Connection current) {
    connection = null;
    var ending = new Ending();
    Integer before = socketMillisBefore;
    if (before != null) {
      ending.step(() -> current.setNetworkTimeout(Runnable::run, before));
    }
    warn(ending.step(current::close), "A connection could not be returned");
  }

  private static void warn(Ending ending, String what) {
    Throwable failure = ending.failure();
    if (failure != null) {
      LOG.warn(what, failure);
    }
  }

  /**
   * Limits the wait for an answer to little more than the deadline, because a server that cannot be reached does not
   * apply its own time limits. Costs no trip.
   */
  private void limitSocket(Connection current) throws SQLException {
    if (!deadline.isSet()) {
      return;
    }
    try {
      if (socketMillisBefore == null) {
        socketMillisBefore = current.getNetworkTimeout();
      }
      current.setNetworkTimeout(Runnable::run, deadline.socketMillis());
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      LOG.debug("The driver cannot limit how long it waits for an answer", e);
    }
  }

  /** Records that the database has answered. A later loss is then not a connection that the pool has lent dead. */
  void answered() {
    answered = true;
  }

  /**
   * Translates an exception from before COMMIT. If the connection is closed, the failure is the lost connection,
   * whatever code the driver has for a call on a closed connection.
   */
  DataException failure(Throwable thrown, @Nullable Table table, String what) {
    DataException failure = failures.of(thrown, Phase.STATEMENT, table, what, deadline);
    if (connection == null) {
      // The unit has no connection.
      return failure;
    }
    if (failure instanceof StorageFailureException && isClosed()) {
      failure = Failures.connectionLost(thrown, failures.shown(thrown), what, !answered);
    } else if (failure instanceof UnavailableException && !answered) {
      failure = Failures.connectionLost(thrown, failures.shown(thrown), what, true);
    }
    if (failure instanceof UnavailableException) {
      // No rollback may be sent on this connection.
      isLost = true;
    }
    return failure;
  }

  private boolean isClosed() {
    Connection current = connection;
    try {
      return current != null && current.isClosed();
    } catch (Exception e) {
      return false;
    }
  }

  /** The SQL that must precede the transaction's first statement, or an empty text. The caller sends it. */
  String takeBeginSql() throws SQLException {
    connection();
    if (beginSql.isEmpty()) {
      runAfterBegin();
      return "";
    }
    String pending = beginSql;
    beginSql = "";
    return pending;
  }

  private void runAfterBegin() throws SQLException {
    if (isAfterBeginDue) {
      isAfterBeginDue = false;
      started.afterBegin().run();
    }
  }

  /** Sends the SQL that must precede the first statement, for callers whose statement cannot include this SQL. */
  void sendBeginSql() throws SQLException {
    String pending = takeBeginSql();
    if (!pending.isEmpty()) {
      try (Statement statement = connection().createStatement()) {
        statement.execute(pending);
      }
      runAfterBegin();
    }
  }

  /**
   * Sets a savepoint. H2 keeps each name until the end of the transaction, and searches all names at a rollback to a
   * savepoint. Therefore names are reused.
   *
   * @param depth the number of enclosing savepoints
   */
  Savepoint savepoint(int depth) throws SQLException {
    sendBeginSql();
    return connection().setSavepoint("bilayer_" + depth);
  }

  /**
   * Commits, and gives the connection back.
   *
   * @param wrote whether there may be changes to commit
   * @param changed whether rows were certainly changed, so that the transaction must be open
   * @throws DataException if the commit failed; nothing is stored, unless the failure is a
   *     {@code CommitUnknownException}
   */
  void commit(boolean wrote, boolean changed) {
    Connection current = connection;
    if (current == null) {
      ended = true;
      return;
    }
    runOrDiscard(() -> prepareCommit(current, changed), e -> failure(e, null, "COMMIT"));
    if (wrote || !started.restoringEnds()) {
      runOrDiscard(current::commit, e -> notCommitted(e, null, "COMMIT"));
    }
    giveBack(current);
  }

  private void prepareCommit(Connection current, boolean changed) throws SQLException {
    runAfterBegin();
    limitSocket(current);
    if (current.isClosed()) {
      throw new SQLException("The connection was closed before COMMIT was sent", "08003");
    }
    if (changed && dialect.hasLostTransaction(current)) {
      // The settings are not restored, because this could commit a transaction that other code has
      // begun meanwhile.
      throw Failures.lostTransaction();
    }
  }

  /** Runs a step that ends the transaction. If the step fails, the connection must not be used again. */
  private void runOrDiscard(Setting step, Function<Exception, DataException> translation) {
    try {
      step.run();
    } catch (Exception e) {
      DataException failure = translation.apply(e);
      discard(failure);
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
  }

  /** Finds out the outcome of a failed COMMIT. Does not change the transaction. */
  DataException notCommitted(Throwable thrown, @Nullable Table table, String what) {
    Connection current = connection;
    return current != null && failures.maybeRefusedCommit(thrown) && isStillOpen(current)
        ? Failures.refusedCommit(failures.shown(thrown))
        : failures.of(thrown, Phase.COMMIT, table, what, deadline);
  }

  /*
   * The outcome is unknown only if COMMIT was sent. Pools differ in the codes of a refused commit, and many pools
   * have no code. Therefore the server is asked on the same connection. If the transaction is still open, the commit
   * has not happened. If the connection cannot be asked, or has no open transaction, the outcome stays unknown.
   */
  private boolean isStillOpen(Connection current) {
    try {
      return dialect.isStillOpen(current);
    } catch (Exception e) {
      LOG.debug("The connection cannot find out the outcome of its COMMIT", e);
      return false;
    }
  }

  /**
   * Rolls back, and gives the connection back.
   *
   * @throws DataException if the rollback could not be sent; the transaction has ended nevertheless, together with
   *     its connection
   */
  @SuppressWarnings("ReferenceEquality")
  void rollback() {
    ended = true;
    Connection current = connection;
    if (current == null) {
      return;
    }
    if (isOfOthers) {
      leave(current);
      return;
    }
    if (isLost) {
      discard(new UnavailableException("The connection was lost before", null));
      return;
    }
    if (started != NO_TRANSACTION) {
      runOrDiscard(
          () -> {
            runAfterBegin();
            current.rollback();
          },
          e -> failures.of(e, Phase.STATEMENT, null, "ROLLBACK", deadline));
    }
    giveBack(current);
  }

  /** Undoes all changes and keeps the connection. */
  Connection undo() throws SQLException {
    runAfterBegin();
    connection().rollback();
    return connection();
  }

  /** Gives the connection back after a transaction that a statement has committed. */
  void committed() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    Throwable failure = new Ending().step(this::runAfterBegin).failure();
    if (failure != null) {
      LOG.warn("A connection could not be reset after a commit and is discarded", failure);
      discard(failure);
      return;
    }
    giveBack(current);
  }

  /** The transaction has ended, and its outcome is fixed. Later exceptions are therefore not thrown. */
  private void giveBack(Connection current) {
    ended = true;
    Integer before = socketMillisBefore;
    var ending = new Ending().step(() -> started.restore().run());
    if (before != null) {
      ending.step(() -> current.setNetworkTimeout(Runnable::run, before));
    }
    Throwable failure = ending.failure();
    if (failure != null) {
      LOG.warn(
          "The settings of a connection could not be restored, and the connection is "
              + "discarded",
          failure);
      discard(failure);
      return;
    }
    connection = null;
    warn(new Ending().step(current::close), "A connection could not be returned to its pool");
  }

  /** Ends the connection itself before the pool gets it back. */
  void discard(Throwable reason) {
    ended = true;
    Connection current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    new Ending().step(() -> current.abort(Runnable::run)).step(current::close).addTo(reason);
  }

  /** Only the unit of work commits, rolls back and closes. */
  private final class Lent implements Transaction {

    @Override
    public Connection getConnection() {
      return connection();
    }

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public void close() {}

    @Override
    public @Nullable Integer getTimeout() throws SQLException {
      limitSocket(connection());
      return deadline.seconds();
    }
  }
}
