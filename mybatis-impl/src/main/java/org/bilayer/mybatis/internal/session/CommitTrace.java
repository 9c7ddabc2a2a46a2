package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a transaction leaves behind before its commit, by which another connection can tell what became of it. One thread at a
 * time.
 */
interface CommitTrace {

  /** What became of a commit. */
  enum Verdict {
    COMMITTED,
    /** And it never will be. */
    NOT_COMMITTED,
    /** The transaction is still running, or nobody could say. */
    OPEN
  }

  /**
   * Leaves it: the last thing a transaction does before its commit.
   *
   * @param connection in the transaction
   */
  void leave(Connection connection) throws SQLException;

  /**
   * Looks for it.
   *
   * @param connection another one, in a transaction of its own at the weakest level, which the caller ends
   * @param seconds how long a statement may take
   */
  Verdict follow(Connection connection, int seconds) throws SQLException;
}
