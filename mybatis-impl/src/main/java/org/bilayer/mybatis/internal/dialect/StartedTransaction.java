package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;

/**
 * A transaction that a dialect has started on a connection, or has prepared to start with the first statement.
 *
 * @param beginSql SQL that must precede the first statement, each part ending with a semicolon; empty if the transaction is
 *     started. The first statement takes this SQL along in its own trip.
 * @param afterBegin sets what is left to be set once {@code beginSql} has been sent. Called before the connection is used for
 *     anything but plain statements, and also where {@code beginSql} was never sent.
 * @param restoringEnds whether {@code restore} also ends the transaction, which suffices where nothing was written
 * @param restore gives the connection back the settings it came with; called after the transaction has
 *     ended, or instead
 */
public record StartedTransaction(
    String beginSql, Setting afterBegin, boolean restoringEnds, Setting restore) {

  /** Sets something of the connection. */
  @FunctionalInterface
  public interface Setting {
    /** Sets it; a failure means the connection must not be used again. */
    void run() throws SQLException;
  }

  /** A connection that is ready as it is. */
  public StartedTransaction(boolean restoringEnds, Setting restore) {
    this("", () -> {}, restoringEnds, restore);
  }
}
