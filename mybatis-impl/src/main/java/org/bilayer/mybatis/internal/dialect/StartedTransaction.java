package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;

/**
 * A connection made ready for a transaction.
 *
 * @param prefix SQL that must precede the first statement, each part ending with a semicolon; empty if nothing is left to say. The
 *     statement takes it along in its own trip.
 * @param settle what is left to be set once the prefix has been sent; called then, before the connection is used for anything
 *     but plain statements, and also where the prefix was never sent
 * @param restoringEnds whether {@code restore} also ends the transaction, which suffices where nothing was written
 * @param restore gives the connection back the settings it came with; called after the transaction has
 *     ended, or instead
 */
public record StartedTransaction(
    String prefix, Setting settle, boolean restoringEnds, Setting restore) {

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
