package org.bilayer.testkit.verify;

/**
 * An outcome with what was done, for messages.
 *
 * @param place such as {@code "unit 2, step 1"}
 * @param setBased whether many rows were changed by one statement
 * @param concurrent whether another unit of work was open
 */
record Observation(
    String place, String what, boolean setBased, boolean concurrent, Outcome outcome) {

  /** The unit of work it was made in. */
  String unit() {
    return place.substring(0, place.lastIndexOf(','));
  }
}
