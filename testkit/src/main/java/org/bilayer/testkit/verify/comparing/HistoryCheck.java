package org.bilayer.testkit.verify.comparing;

import java.util.Optional;

/**
 * Checks something about a history after it has run, while its rows are still stored. A finding is shrunk and printed as a
 * difference between memory and a database is.
 *
 * <p>The answer depends on the history alone, since shrinking asks again. A check may read the replicas in units of work and
 * sessions of its own. It rolls back what it writes.
 */
public interface HistoryCheck {

  /**
   * The first finding; empty if there is none. A finding replaces the difference of the verdict, if the verdict has one, and
   * the checks after this one are not asked.
   */
  Optional<Disagreement> check(HistoryRun run);
}
