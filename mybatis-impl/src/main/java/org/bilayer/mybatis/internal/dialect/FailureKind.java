package org.bilayer.mybatis.internal.dialect;

/** What kind of failure a database reported, in terms of {@code org.bilayer.failure}. */
public enum FailureKind {
  WRITE_CONFLICT,
  DEADLOCK,
  LOCK_TIMEOUT,
  /** The connection is lost, or no connection is available. */
  UNAVAILABLE,
  /** The server does not know whether a commit took effect. */
  COMMIT_UNKNOWN,
  STATEMENT_TIMEOUT,
  /** A statement was stopped by its time limit or by another user. The code does not distinguish the two. */
  STOPPED,
  CANCELLED,
  UNIQUE,
  FOREIGN_KEY,
  NOT_NULL,
  CHECK,
  INVALID_VALUE,
  /** A value, a row or a statement is larger than the server accepts. */
  TOO_LARGE,
  /**
   * The server does not know a statement that the driver has prepared, because a pooler has changed the server
   * connection.
   */
  LOST_STATEMENT,
  /** The connection is in a transaction that other code began. */
  FOREIGN_TRANSACTION,
  /** The connection, the transaction or the database must not write. */
  READ_ONLY,
  /** Anything else: a bad statement, missing rights, a full disk. */
  STORAGE
}
