package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;

/**
 * A connection made ready for a transaction.
 *
 * @param prefix SQL that must precede the first statement, each part ending with a semicolon; empty if nothing is left to say. The
 *     statement takes it along in its own trip.
 * @param restoringEnds whether {@code restore} also ends the transaction, which suffices where nothing was written
 * @param restore gives the connection back the settings it came with; called after the transaction has
 *     ended, or instead
 */
public record Begun(String prefix, boolean restoringEnds, Restore restore) {

  /** Undoes settings. */
  @FunctionalInterface
  public interface Restore {
    /** Undoes them; a failure means the connection must not be used again. */
    void run() throws SQLException;
  }
}
