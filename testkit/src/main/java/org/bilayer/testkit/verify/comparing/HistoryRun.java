package org.bilayer.testkit.verify.comparing;

import java.util.Optional;
import org.bilayer.testkit.verify.history.History;

/**
 * A history that has just run. Both replicas still hold the rows that the history has left.
 *
 * @param history what was done
 * @param memory the memory backend
 * @param database the database; empty if memory is verified alone
 * @param verdict what comparing the two came to; without a database, a verdict without a difference
 */
public record HistoryRun(
    History history, Side memory, Optional<Side> database, Comparison.Verdict verdict) {

  /**
   * One backend after the history.
   *
   * @param replica open; holds the rows
   * @param result what came of each step, and the rows at the end as text
   */
  public record Side(Replica replica, HistoryResult result) {}
}
