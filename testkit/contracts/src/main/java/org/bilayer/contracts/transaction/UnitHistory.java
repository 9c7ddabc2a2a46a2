package org.bilayer.contracts.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilayer.contracts.transaction.Explanation.Committed;
import org.bilayer.contracts.transaction.Explanation.Made;
import org.bilayer.value.Level;

/** What the units that committed did and saw. Immutable. */
record UnitHistory(List<Committed> committed) {

  /**
   * The history of a schedule.
   *
   * @param operations of each unit, without the commit
   */
  static UnitHistory of(UnitOutcome outcome, List<List<UnitOperation>> operations) {
    var committed = new ArrayList<Committed>();
    for (int unit = 0; unit < operations.size(); unit++) {
      if (!outcome.committed(outcome.schedule().units().get(unit).name())) {
        continue;
      }
      List<UnitOutcome.Result> results = outcome.of(unit);
      var made = new ArrayList<Made>();
      for (int i = 0; i < results.size() - 1; i++) {
        UnitOutcome.Result result = results.get(i);
        made.add(new Made(
            operations.get(unit).get(i),
            result.value(),
            result.waited(),
            result.startNanos(),
            result.endNanos()));
      }
      UnitOutcome.Result commit = results.get(results.size() - 1);
      committed.add(new Committed(made, commit.startNanos(), commit.endNanos()));
    }
    return new UnitHistory(committed);
  }

  /** Whether a level allows it between two states. */
  boolean isAllowed(Level level, Map<Integer, Integer> first, Map<Integer, Integer> last) {
    return Explanation.exists(level, first, committed, last);
  }
}
