package org.bilayer.mybatis.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.dialect.TransactionState;

/**
 * The one way to a connection of the application's pool. A connection that is in a transaction of somebody else is refused and
 * left as it is. Thread-safe.
 */
public final class Connections {

  /*
   * A DataSource may hand out a connection in the middle of a transaction that it is not meant for: a transaction-aware proxy
   * returns the connection of the thread, whose close() does nothing. A commit, a rollback, a changed setting or an abort would
   * then strike the rows of others. So nothing is done to a connection before it has been looked at:
   *
   *   - its auto-commit must be as it was when the layer was opened, since whoever begins a transaction switches it off. This
   *     also finds a transaction that has sent nothing to the server yet;
   *   - its driver must not know of an open transaction;
   *   - where the driver cannot be asked and auto-commit is off, the server must not know of one either.
   *
   * A refused connection is closed, as its DataSource expects for each connection that it returned, and nothing else.
   */

  private final DataSource dataSource;
  private final Optional<Boolean> isReadOnly;
  private final Expected expected;

  /** What is known of the pool's connections; the dialect looks into the driver. */
  private interface Expected {

    Dialect dialect(Connection connection) throws SQLException;

    /** Empty where no connection was looked at before. */
    Optional<Boolean> autoCommit();
  }

  private record BeforeOpening(Optional<String> name) implements Expected {

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
      return Dialects.named(connection, name);
    }

    @Override
    public Optional<Boolean> autoCommit() {
      return Optional.empty();
    }
  }

  private record AsOpened(Dialect dialect, Optional<Boolean> autoCommit) implements Expected {

    @Override
    public Dialect dialect(Connection connection) {
      return dialect;
    }
  }

  private Connections(DataSource dataSource, Expected expected) {
    this.dataSource = dataSource;
    this.isReadOnly = ReadOnlyPool.is(dataSource);
    this.expected = expected;
  }

  /**
   * Connections of a pool that nothing is known about yet.
   *
   * @param name of the dialect, where the driver gives the product another name
   */
  public static Connections of(DataSource dataSource, Optional<String> name) {
    return new Connections(dataSource, new BeforeOpening(name));
  }

  /** Connections of the same pool, which are to be as the first one was. */
  public Connections asOpened(Dialect dialect, boolean autoCommit) {
    return new Connections(dataSource, new AsOpened(dialect, Optional.of(autoCommit)));
  }

  /** Whether a connection must not write, as its pool or it says itself. Costs no trip. */
  public boolean isReadOnly(Connection taken, Dialect dialect) throws SQLException {
    return (dialect.forgetsReadOnly() && isReadOnly.isPresent())
        ? isReadOnly.get()
        : dialect.isReadOnly(taken);
  }

  /**
   * A connection that is in no transaction.
   *
   * @throws DataException if there is none to be had, or it turns out to be lost
   * @throws SQLException if it cannot be looked at; it is closed then
   * @throws StorageFailureException if the connection is in a transaction of somebody else; it is closed and otherwise untouched
   */
  public Connection take() throws SQLException {
    Connection taken = PoolAccess.take(dataSource);
    try {
      refuseOthers(taken);
      return taken;
    } catch (Throwable e) {
      boolean isGone = isGone(e) || isClosed(taken);
      var ending = new Ending();
      if (isGone) {
        // So that no pool hands it on: a pool may not ask, and its transaction is gone with it.
        ending.step(() -> taken.abort(Runnable::run));
      }
      ending.step(taken::close).addTo(e);
      if (isGone && e instanceof SQLException) {
        throw Failures.connectionLost(e, e, "begin", true);
      }
      throw e;
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (Exception e) {
      return false;
    }
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof SQLException error
        && error.getSQLState() != null
        && error.getSQLState().startsWith("08");
  }

  private void refuseOthers(Connection taken) throws SQLException {
    boolean autoCommit = taken.getAutoCommit();
    Dialect dialect = expected.dialect(taken);
    TransactionState state = dialect.transactionState(taken);
    if (state == TransactionState.UNKNOWN && !autoCommit) {
      state = dialect.askTransactionState(taken);
    }
    boolean isOtherState =
        expected.autoCommit().isPresent() && expected.autoCommit().get() != autoCommit;
    if (state != TransactionState.OPEN && !isOtherState) {
      return;
    }
    String facts = " [autoCommit=" + autoCommit
        + expected.autoCommit().map(first -> ", autoCommitAtOpening=" + first).orElse("")
        + ", transaction=" + state + "]";
    if (state == TransactionState.OPEN) {
      throw Failures.foreignTransaction(facts, null);
    }
    throw new StorageFailureException(
        "The connection is in another auto-commit state than the connections at the opening of "
            + "the layer, as in a transaction that other code began" + facts + "."
            + Failures.FOREIGN_TRANSACTION_ADVICE
            + " Open the layer outside of transactions, too.",
        null);
  }
}
