package org.bilayer.testkit.verify;

/**
 * An outcome with what was done, for messages.
 *
 * @param place such as {@code "unit 2, step 1"}
 * @param concurrent whether another unit of work was open
 */
record Observation(String place, String what, boolean concurrent, Outcome outcome) {}
