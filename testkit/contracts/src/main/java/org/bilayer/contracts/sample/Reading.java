package org.bilayer.contracts.sample;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a sensor measured on a day.
 *
 * @param corrects the reading that this one corrects, if it does
 */
public record Reading(Id id, double value, @Nullable Id corrects) {

  /** An id of two columns. */
  public record Id(String sensor, LocalDate day) {}
}
