package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The trace that a transaction leaves before its commit. Another connection finds out the outcome of the commit by
 * this trace. One thread at a time.
 */
interface CommitTrace {

  /** The outcome of a commit. */
  enum Verdict {
    COMMITTED,
    /** The transaction is not committed and never will be. */
    NOT_COMMITTED,
    /** The transaction is still running, or the outcome could not be found out. */
    OPEN
  }

  /**
   * Leaves the trace. This is the last statement of a transaction before its commit.
   *
   * @param connection in the transaction
   */
  void leave(Connection connection) throws SQLException;

  /**
   * Looks for the trace.
   *
   * @param connection another connection, in a separate transaction at the weakest level; the caller ends this
   *     transaction
   * @param seconds the time limit of a statement in seconds
   */
  Verdict follow(Connection connection, int seconds) throws SQLException;
}
