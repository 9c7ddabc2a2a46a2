package org.bilayer.testkit.verify.comparing;

import org.bilayer.testkit.verify.history.Step;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with what was done, for messages and for the report.
 *
 * @param place such as {@code "unit 2, step 1"}
 * @param step what was done; null for the end of a unit
 * @param end how the unit ended; empty for a step
 * @param setBased whether many rows were changed by one statement
 * @param concurrent whether another unit of work was open
 */
public record Observation(
    String place,
    @Nullable Step step,
    String end,
    boolean setBased,
    boolean concurrent,
    Outcome outcome) {

  /** How the unit is called in places, behind its phase. */
  static final String FIRST = ", first unit";

  static final String SECOND = ", second unit";

  /** What the observation of the tries of a unit has in place of an end. */
  private static final String RUN = "run";

  /** How often the data layer has run a unit. */
  static Observation ofTries(String unit, int tries, boolean concurrent) {
    return new Observation(
        unit + ", its tries",
        null,
        RUN,
        false,
        concurrent,
        Outcome.answer(Integer.toString(tries)));
  }

  /** Whether the observation is about the tries of a unit. */
  boolean isOfTries() {
    return end.equals(RUN);
  }

  /** The unit of work it was made in. */
  String unit() {
    return place.substring(0, place.lastIndexOf(','));
  }

  /** What was done, as it is written in a history. */
  String what() {
    return step == null ? end : step.toString();
  }

  /** What was done, in a word or two. */
  public String name() {
    return step == null ? end : step.name();
  }

  /** Whether it was made in the first of two units that take turns. */
  public boolean isOfFirst() {
    return unit().endsWith(FIRST);
  }

  /** Which phase of the history it belongs to, from 0. */
  public int phase() {
    int from = place.indexOf(' ') + 1;
    return Integer.parseInt(place.substring(from, place.indexOf(','))) - 1;
  }
}
