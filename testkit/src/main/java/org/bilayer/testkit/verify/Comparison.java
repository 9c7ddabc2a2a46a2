package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Optional;

/*
 * Holds two traces of one history against each other.
 *
 * Answers must be equal. Failures must be of one kind and name one constraint, with three exceptions that databases leave
 * open: a write that breaks several rules may be refused for any of them; a set-based change that is only right as a whole
 * may be refused in memory alone, since databases check it row by row in orders of their own; and of two units that are in each other's way
 * memory may refuse one that the database lets pass (never the other way round), memory may notice a conflict as late as at the commit, or either may call it a
 * conflict where the other one sees the broken rule first. After such a place the two worlds are no longer the same, so comparing ends there.
 */
final class Comparison {

  /** Whether a unit on memory would also be refused for the second constraint, were the first one not there. */
  interface OtherReason {
    boolean isGiven(String constraint, String other);
  }

  private final OtherReason reason;

  Comparison(OtherReason reason) {
    this.reason = reason;
  }

  Optional<Disagreement> of(Trace memory, Trace database) {
    List<Observation> mine = memory.observations();
    List<Observation> theirs = database.observations();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      Observation here = mine.get(i);
      Observation there = theirs.get(i);
      if (here.outcome().equals(there.outcome()) && here.place().equals(there.place())) {
        continue;
      }
      if (here.place().equals(there.place()) && isLeftOpen(mine, here, there.outcome())) {
        return Optional.empty();
      }
      return Optional.of(new Disagreement(
          here.place(), here.what(), here.outcome().toString(), there.outcome().toString()));
    }
    if (!memory.contents().equals(database.contents())) {
      return Optional.of(
          new Disagreement("the rows at the end", "", memory.contents(), database.contents()));
    }
    return Optional.empty();
  }

  private boolean isLeftOpen(List<Observation> trace, Observation memory, Outcome database) {
    Outcome mine = memory.outcome();
    if (mine.isViolation() && database.isViolation()) {
      return reason.isGiven(mine.text(), database.text());
    }
    if (memory.setBased() && mine.isViolation() && database.kind() == null) {
      return true;
    }
    if (memory.concurrent() && mine.kind() == null && database.isConflict()) {
      return endsWithoutCommit(trace, memory);
    }
    return memory.concurrent()
        && ((mine.isConflict() && (database.kind() == null || database.isConflict()))
            || (mine.isConflict() && database.isViolation())
            || (mine.isViolation() && database.isConflict()));
  }

  /** Memory may notice a conflict as late as at the commit, or never where there is none. */
  private static boolean endsWithoutCommit(List<Observation> trace, Observation memory) {
    Observation last = memory;
    for (Observation each : trace) {
      if (each.unit().equals(memory.unit())) {
        last = each;
      }
    }
    return last.outcome().isConflict() || last.outcome().equals(Outcome.answer("rolled back"));
  }
}
