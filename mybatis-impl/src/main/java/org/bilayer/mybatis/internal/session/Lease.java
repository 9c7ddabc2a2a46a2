package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.ibatis.transaction.Transaction;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.dialect.Begun;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.session.Failures.Phase;
import org.bilayer.spi.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection lent by the application's pool for one unit of work, and that unit's transaction on it.
 *
 * <p>One thread at a time.
 */
final class Lease {

  /*
   * The connection is taken when the first statement needs it: a unit that reads from its identity map alone takes none.
   * It goes back with the settings it came with. One that cannot be put right, because rolling back or restoring failed
   * or because nobody knows what became of a commit, is aborted first, so that no pool hands it on with somebody else's
   * work in it.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** No transaction: there is nothing to end. */
  private static final Begun NOTHING = new Begun(true, () -> {});

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Failures failures;
  private final Level level;
  private final Deadline deadline;
  private final boolean isForSingleRead;
  private final Transaction transaction = new Lent();

  private @Nullable Connection connection;
  private Begun begun = new Begun(false, () -> {});
  private String prefix = "";

  /** Whether the prefix may have been sent, and nothing was set behind it yet. */
  private boolean isToSettle;

  private boolean lost;

  /** The limit of the socket that the connection came with; null while it is not changed. */
  private @Nullable Integer socketMillisBefore;

  /**
   * A lease of nothing yet.
   *
   * @param isForSingleRead whether one query is all there will be, which then needs no transaction where the connection is in
   *     auto-commit and nothing has to be set
   */
  Lease(
      DataSource dataSource,
      Dialect dialect,
      Failures failures,
      Level level,
      Deadline deadline,
      boolean isForSingleRead) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.failures = failures;
    this.level = level;
    this.deadline = deadline;
    this.isForSingleRead = isForSingleRead && !deadline.isSet();
  }

  /** The transaction as MyBatis' executors see it; they cannot end it. */
  Transaction transaction() {
    return transaction;
  }

  /**
   * The connection, in its transaction.
   *
   * @throws DataException if there is none to be had
   */
  Connection connection() {
    Connection known = connection;
    return known != null ? known : take();
  }

  private Connection take() {
    Connection taken;
    try {
      taken = dataSource.getConnection();
    } catch (Exception e) {
      throw failures.of(e, Phase.CONNECT, null, "obtain a connection", deadline);
    }
    connection = taken;
    try {
      if (isForSingleRead && taken.getAutoCommit() && dialect.readsAlike(taken)) {
        begun = NOTHING;
        return taken;
      }
      limitSocket(taken);
      begun = dialect.begin(taken, level, deadline.millis());
      prefix = begun.prefix();
      isToSettle = true;
      return taken;
    } catch (Exception e) {
      DataException failure = failures.of(e, Phase.STATEMENT, null, "begin", deadline);
      discard(failure);
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
  }

  /**
   * Lets no answer take much longer than the deadline allows: a server that cannot be reached any more does not keep its own
   * time limits. Costs no trip.
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

  /** Notes that the connection is gone, so that nobody tries to roll back on it. */
  void lose() {
    lost = true;
  }

  /** What has to precede the transaction's first statement; whoever asks sends it. */
  String takePrefix() throws SQLException {
    connection();
    if (prefix.isEmpty()) {
      settle();
      return "";
    }
    String pending = prefix;
    prefix = "";
    return pending;
  }

  private void settle() throws SQLException {
    if (isToSettle) {
      isToSettle = false;
      begun.settle().run();
    }
  }

  /** Sends what has to precede the first statement on its own, for those that cannot take it along. */
  void sendPrefix() throws SQLException {
    String pending = takePrefix();
    if (!pending.isEmpty()) {
      try (Statement statement = connection().createStatement()) {
        statement.execute(pending);
      }
      settle();
    }
  }

  /**
   * Sets a savepoint. H2 keeps each name until the transaction ends, and looks at all of them when it returns to one: names
   * are used again.
   *
   * @param depth inside of how many other savepoints
   */
  Savepoint savepoint(int depth) throws SQLException {
    sendPrefix();
    return connection().setSavepoint("bilayer_" + depth);
  }

  /**
   * Commits, and gives the connection back.
   *
   * @param wrote whether there may be anything to commit
   * @throws DataException if it failed; nothing is stored, unless the failure says that nobody knows
   */
  void commit(boolean wrote) {
    Connection current = connection;
    if (current == null) {
      return;
    }
    try {
      settle();
      limitSocket(current);
    } catch (Exception e) {
      DataException failure = failures.of(e, Phase.STATEMENT, null, "COMMIT", deadline);
      discard(failure);
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
    try {
      if (wrote || !begun.restoringEnds()) {
        current.commit();
      }
    } catch (Exception e) {
      DataException failure = failures.of(e, Phase.COMMIT, null, "COMMIT", deadline);
      discard(failure);
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
    giveBack(current);
  }

  /**
   * Rolls back, and gives the connection back.
   *
   * @throws DataException if the database could not be told; the transaction is over nevertheless, with its connection
   */
  @SuppressWarnings("ReferenceEquality")
  void rollback() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    if (lost) {
      discard(new UnavailableException("The connection was lost before", null));
      return;
    }
    try {
      if (begun != NOTHING) {
        settle();
        current.rollback();
      }
    } catch (Exception e) {
      DataException failure = failures.of(e, Phase.STATEMENT, null, "ROLLBACK", deadline);
      discard(failure);
      throw failure;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
    giveBack(current);
  }

  /** Undoes everything and stays with the connection. */
  Connection undo() throws SQLException {
    settle();
    connection().rollback();
    return connection();
  }

  /** Gives the connection back after a transaction that a statement has committed. */
  void committed() {
    Connection current = connection();
    try {
      settle();
    } catch (Exception e) {
      LOG.warn("A connection could not be put right after a commit and is discarded", e);
      discard(e);
      return;
    }
    giveBack(current);
  }

  private void giveBack(Connection current) {
    try {
      begun.restore().run();
      if (socketMillisBefore != null) {
        current.setNetworkTimeout(Runnable::run, socketMillisBefore);
      }
    } catch (Exception e) {
      LOG.warn("A connection could not get its settings back and is discarded", e);
      discard(e);
      return;
    } catch (Throwable e) {
      discard(e);
      throw e;
    }
    connection = null;
    try {
      current.close();
    } catch (Exception e) {
      LOG.warn("A connection could not be given back to its pool", e);
    }
  }

  /** Ends the connection itself before the pool gets it back. */
  void discard(Throwable reason) {
    Connection current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    try {
      current.abort(Runnable::run);
    } catch (Throwable e) {
      suppress(e, reason);
    }
    try {
      current.close();
    } catch (Throwable e) {
      suppress(e, reason);
    }
  }

  /** A throwable refuses to suppress itself, and one may be thrown twice. */
  @SuppressWarnings("ReferenceEquality")
  private static void suppress(Throwable second, Throwable reason) {
    if (second != reason) {
      reason.addSuppressed(second);
    }
  }

  /** The unit of work alone commits, rolls back and closes. */
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
