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
 * Takes connections from the application's pool. A connection that is in a transaction of other code is refused and
 * not changed. Thread-safe.
 */
public final class Connections {

  /*
   * A DataSource may return a connection inside of a transaction of other code: a transaction-aware proxy returns the
   * connection of the thread, and its close() has no effect. A commit, a rollback, a changed setting or an abort
   * would then affect the other transaction. Therefore a connection is checked before any use:
   *
   *   - its auto-commit must be the same as at the opening of the layer, because code that begins a transaction
   *     switches auto-commit off. This check also finds a transaction that has sent nothing to the server yet;
   *   - its driver must not report an open transaction;
   *   - if the driver cannot be asked and auto-commit is off, the server must not report an open transaction.
   *
   * A refused connection is closed, because a DataSource expects this for each connection. No other method is called.
   */

  private final DataSource dataSource;
  private final Optional<Boolean> isReadOnly;
  private final Expected expected;

  /** The known properties of the pool's connections. The dialect reads them from the driver. */
  private interface Expected {

    Dialect dialect(Connection connection) throws SQLException;

    /** Empty if no connection was checked before. */
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
   * Creates an instance for a pool whose connections are not known yet.
   *
   * @param name the name of the dialect, if the driver reports another product name
   */
  public static Connections of(DataSource dataSource, Optional<String> name) {
    return new Connections(dataSource, new BeforeOpening(name));
  }

  /** Creates an instance for the same pool. Later connections must have the properties of the first connection. */
  public Connections asOpened(Dialect dialect, boolean autoCommit) {
    return new Connections(dataSource, new AsOpened(dialect, Optional.of(autoCommit)));
  }

  /** Whether a connection must not write, by its own report or by its pool. Costs no trip. */
  public boolean isReadOnly(Connection taken, Dialect dialect) throws SQLException {
    return (dialect.forgetsReadOnly() && isReadOnly.isPresent())
        ? isReadOnly.get()
        : dialect.isReadOnly(taken);
  }

  /**
   * Returns a connection without a transaction.
   *
   * @throws DataException if no connection is available, or the connection is lost
   * @throws SQLException if the connection cannot be checked; the connection is then closed
   * @throws StorageFailureException if the connection is in a transaction of other code; the connection is closed and
   *     otherwise not changed
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
        // Prevents that the pool lends the connection again, because a pool may not test it. The
        // transaction ends with the connection.
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
