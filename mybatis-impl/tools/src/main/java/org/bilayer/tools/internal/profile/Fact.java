package org.bilayer.tools.internal.profile;

/** What is counted or measured in the values of a column. */
public enum Fact {
  /** Rows without a value. */
  NULLS,
  /** Rows whose number is neither 0 nor 1. */
  NO_TRUTH,
  /** Rows with the date 0000-00-00. */
  ZERO_DATES,
  /** Rows with a date whose month or day is 0, but not the whole date. */
  PARTIAL_DATES,
  /** Rows with a date or time outside of the years 1 to 9999, such as infinity. */
  ENDLESS_TIMES,
  /** The greatest length of text in characters. */
  CHARACTERS,
  /** The greatest length of bytes. */
  BYTES,
  /** The most digits before the point. */
  WHOLE_DIGITS,
  /** The most digits behind the point. */
  FRACTION_DIGITS,
  /** Rows with a number that is not finite. */
  NO_NUMBERS,
  /** Rows with the label that MariaDB stores in place of an unknown one. */
  NO_LABELS,
  /** Rows with a number above those of 64 bits with a sign. */
  ABOVE_LONG
}
