package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;

/**
 * A transaction that a dialect has started on a connection, or has prepared to start with the first statement.
 *
 * @param beginSql SQL that must precede the first statement, each part ending with a semicolon; empty if the transaction is
 *     started. The first statement takes this SQL along in its own trip.
 * @param afterBegin sets the remaining settings after {@code beginSql} was sent. Called before the connection is used
 *     for other operations than plain statements, and also if {@code beginSql} was never sent.
 * @param restoringEnds whether {@code restore} also ends the transaction, which is sufficient if nothing was written
 * @param restore restores the original settings of the connection; called after the end of the transaction, or
 *     instead of its end
 */
public record StartedTransaction(
    String beginSql, Setting afterBegin, boolean restoringEnds, Setting restore) {

  /** Changes a setting of the connection. */
  @FunctionalInterface
  public interface Setting {
    /** Changes the setting. After a failure the connection must not be used again. */
    void run() throws SQLException;
  }

  /** A connection that needs no change. */
  public StartedTransaction(boolean restoringEnds, Setting restore) {
    this("", () -> {}, restoringEnds, restore);
  }
}
