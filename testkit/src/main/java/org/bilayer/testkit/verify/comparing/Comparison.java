package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.value.Level;

/*
 * Holds two traces of one history against each other.
 *
 * Answers must be equal. Failures must be of one kind and name one constraint. Databases leave open what decision 0018 lists, each under
 * the narrowest condition that the traces show:
 *
 * - A write that breaks several rules may be refused for any of them.
 * - A set-based change that is only right as a whole may be refused in memory alone.
 * - Of two units, one may meet the other only after the other has committed. Then memory may refuse one that the database lets
 *   pass (never the other way round), memory may notice a conflict, or a rule that the other's rows break, as late as at the commit,
 *   and either may call it a conflict where the other one sees the broken rule, or a sum beyond its column, first. Memory and H2 look up references and unique
 *   values in the snapshot, PostgreSQL and MariaDB among the newest rows: memory may name a rule that the newest rows keep, which
 *   having the units one after the other shows. So the data layer may run a unit in memory more often, and any number of times
 *   if the unit is not stored in memory.
 *
 * Comparing goes on where both have refused: behind a write that breaks several rules, and behind a unit that neither has stored.
 * Elsewhere the two worlds are no longer the same, so comparing ends there.
 */
public final class Comparison {

  /** Whether what memory has refused would also be refused for the other constraint, were the named one not there. */
  interface OtherReason {
    boolean isGiven(Observation refused, String other);
  }

  /**
   * What came of a comparison.
   *
   * @param equal the observations that were held against each other and found equal, in order; unmodifiable
   * @param leftOpen why comparing ended before the end although nothing is wrong; empty where it did not
   */
  public record Verdict(
      Optional<Disagreement> difference, List<Observation> equal, String leftOpen) {

    public Verdict {
      equal = List.copyOf(equal);
    }
  }

  public static final String SEVERAL_RULES = "several broken rules";
  public static final String SET_BASED = "a set-based change checked as a whole";
  public static final String CONCURRENT = "units in each other's way";

  /** Whether what memory has refused would have been let pass after the other unit. */
  interface InSeries {
    boolean isLetPass(Observation refused);
  }

  private final OtherReason reason;
  private final InSeries series;

  private final History history;

  Comparison(OtherReason reason, InSeries series, History history) {
    this.reason = reason;
    this.series = series;
    this.history = history;
  }

  /**
   * Compares memory with a database.
   *
   * @param name product and version of the database
   */
  Verdict of(HistoryResult memory, HistoryResult database, String name) {
    List<Observation> mine = memory.observations();
    List<Observation> theirs = database.observations();
    var equal = new ArrayList<Observation>();
    int i = 0;
    int k = 0;
    while (i < mine.size() && k < theirs.size()) {
      Observation here = mine.get(i);
      Observation there = theirs.get(k);
      if (here.outcome().equals(there.outcome()) && here.place().equals(there.place())) {
        equal.add(there);
        i++;
        k++;
        continue;
      }
      String leftOpen =
          here.place().equals(there.place()) ? leftOpen(mine, here, there.outcome(), name) : "";
      if (leftOpen.isEmpty()) {
        return different(
            equal,
            Disagreement.between(
                name,
                here.place(),
                here.what(),
                here.outcome().toString(),
                there.outcome().toString()));
      }
      if (leftOpen.equals(SEVERAL_RULES)) {
        i++;
        k++;
      } else if (leftOpen.equals(CONCURRENT) && isStoredByNeither(mine, theirs, here)) {
        i = firstAfter(mine, here.phase());
        k = firstAfter(theirs, here.phase());
      } else {
        return new Verdict(Optional.empty(), equal, leftOpen);
      }
    }
    if (!memory.contents().equals(database.contents())) {
      return different(
          equal,
          Disagreement.between(
              name, "the rows at the end", "", memory.contents(), database.contents()));
    }
    return new Verdict(Optional.empty(), equal, "");
  }

  private static Verdict different(List<Observation> equal, Disagreement disagreement) {
    return new Verdict(Optional.of(disagreement), equal, "");
  }

  /**
   * Whether a unit has left the same on both sides: nothing. A number that one side alone has generated would shift the ordinals of
   * later ones.
   */
  private static boolean isStoredByNeither(
      List<Observation> mine, List<Observation> theirs, Observation one) {
    return Stream.concat(mine.stream(), theirs.stream())
        .filter(each -> each.unit().equals(one.unit()))
        .noneMatch(each -> each.name().equals("addGenerated")
            || (each.step() == null && each.outcome().text().startsWith(Outcome.COMMITTED)));
  }

  private static int firstAfter(List<Observation> all, int phase) {
    int first = 0;
    while (first < all.size() && all.get(first).phase() <= phase) {
      first++;
    }
    return first;
  }

  /** Why these two may differ; empty if they may not. */
  private String leftOpen(
      List<Observation> result, Observation memory, Outcome database, String name) {
    Outcome mine = memory.outcome();
    if (memory.isOfTries()) {
      return memory.concurrent() && isOpenTries(result, memory, database) ? CONCURRENT : "";
    }
    if (mine.isViolation() && database.isViolation()) {
      return reason.isGiven(memory, database.text()) ? SEVERAL_RULES : "";
    }
    if (memory.setBased() && mine.isViolation() && database.kind() == null) {
      return SET_BASED;
    }
    if (!memory.concurrent() || !hasOtherEnded(result, memory, Outcome.COMMITTED)) {
      return memory.concurrent()
              && mine.isViolation()
              && database.kind() == null
              && hasOtherEnded(result, memory, "")
              && series.isLetPass(memory)
          ? CONCURRENT
          : "";
    }
    boolean open;
    if (mine.kind() == null && database.isConflict()) {
      open = endsWithoutCommit(result, memory)
          || last(result, memory).outcome().isViolation()
          || mayMeetOtherRows(memory, name)
          || areSerializableWriters(memory);
    } else if (mine.kind() == null && database.isViolation()) {
      open = endsWithoutCommit(result, memory) || last(result, memory).outcome().equals(database);
    } else if (mine.isViolation() && database.kind() == null) {
      open = series.isLetPass(memory);
    } else {
      open = mine.isConflict()
          || ((mine.isViolation() || isBeyondTheColumn(memory)) && database.isConflict());
    }
    return open ? CONCURRENT : "";
  }

  /**
   * A query that locks may lock rows that it passes, and MariaDB looks for the rows of a set-based change among the newest, too:
   * those of the table that the other unit has changed.
   */
  private boolean mayMeetOtherRows(Observation memory, String name) {
    Step step = memory.step();
    return step != null
        && (step.name().equals("queryForUpdate")
            || (memory.setBased() && name.toLowerCase(Locale.ROOT).contains("mariadb")))
        && history.phases().get(memory.phase()) instanceof Phase.Interleaved pair
        && steps(pair, !memory.isOfFirst()).anyMatch(each -> each.table().equals(step.table()));
  }

  /**
   * PostgreSQL watches pages of an index in place of conditions, and so reports conflicts at SERIALIZABLE where an order of the units
   * exists. A unit that only reads is in nobody's way.
   */
  private boolean areSerializableWriters(Observation memory) {
    return history.phases().get(memory.phase()) instanceof Phase.Interleaved pair
        && pair.level() == Level.SERIALIZABLE
        && steps(pair, true).findAny().isPresent()
        && steps(pair, false).findAny().isPresent();
  }

  /** A set-based change computes with the rows of the snapshot; the newest ones may be the reason of a conflict. */
  private static boolean isBeyondTheColumn(Observation memory) {
    return memory.setBased()
        && memory.outcome().kind() != null
        && InvalidValueException.class.isAssignableFrom(memory.outcome().kind());
  }

  /** What one of two units changes or locks, the steps of attempts in place of these. */
  private static Stream<Step> steps(Phase.Interleaved pair, boolean first) {
    return pair.turns().stream()
        .filter(turn -> turn.first() == first)
        .flatMap(turn -> Stream.ofNullable(turn.step()))
        .flatMap(Comparison::parts)
        .filter(step -> !step.isRead());
  }

  private static Stream<Step> parts(Step step) {
    return step instanceof Attempt attempt
        ? attempt.steps().stream().flatMap(Comparison::parts)
        : Stream.of(step);
  }

  /** Whether memory may have run a unit more or less often: more often always, less often if it is not stored. */
  private static boolean isOpenTries(
      List<Observation> result, Observation memory, Outcome database) {
    return Integer.parseInt(memory.outcome().text()) > Integer.parseInt(database.text())
        || !last(result, memory).outcome().text().startsWith(Outcome.COMMITTED);
  }

  /** Whether the other one of two units was over before, with an outcome that begins so. */
  @SuppressWarnings("ReferenceEquality") // one of several that may be equal
  private static boolean hasOtherEnded(
      List<Observation> result, Observation refused, String outcome) {
    return result.stream()
        .takeWhile(each -> each != refused)
        .anyMatch(each -> each.phase() == refused.phase()
            && each.isOfFirst() != refused.isOfFirst()
            && each.step() == null
            && !each.isOfTries()
            && (outcome.isEmpty()
                || (each.outcome().kind() == null && each.outcome().text().startsWith(outcome))));
  }

  /** Memory may notice a conflict as late as at the commit, or never where there is none. */
  private static boolean endsWithoutCommit(List<Observation> result, Observation memory) {
    Outcome last = last(result, memory).outcome();
    return last.isConflict() || last.equals(Outcome.answer(Outcome.ROLLED_BACK));
  }

  /** What came last of the unit of an observation. */
  private static Observation last(List<Observation> result, Observation one) {
    Observation last = one;
    for (Observation each : result) {
      if (each.unit().equals(one.unit())) {
        last = each;
      }
    }
    return last;
  }
}
