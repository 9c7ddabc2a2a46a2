package org.bilayer.benchmarks.contender;

import java.sql.SQLException;

/** What must not happen in a benchmark. */
final class Failures {

  private Failures() {}

  public static IllegalStateException of(SQLException e) {
    return new IllegalStateException("The database refused", e);
  }

  static void requireOne(int count) {
    if (count != 1) {
      throw new IllegalStateException("A write changed " + count + " rows");
    }
  }
}
