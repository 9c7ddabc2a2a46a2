package org.bilayer.query;

/**
 * One criterion of a sort. The order of values is the same on every backend: text by code point, UUIDs and
 * bytes unsigned, false before true. Queries append the id, so that no two rows tie.
 *
 * <p>Immutable.
 *
 * @param attribute what to sort by
 * @param descending whether greater values come first
 * @param nulls where absent values go; must be stated for a nullable attribute
 */
public record Sort<T>(Attribute<T, ?> attribute, boolean descending, Nulls nulls) {

  /** Where absent values go, whatever the direction. */
  public enum Nulls {
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST,
    /** Not said: right for an attribute that is never absent, refused for others. */
    UNSTATED
  }

  /** Absent values before all others. */
  public Sort<T> nullsFirst() {
    return new Sort<>(attribute, descending, Nulls.FIRST);
  }

  /** Absent values after all others. */
  public Sort<T> nullsLast() {
    return new Sort<>(attribute, descending, Nulls.LAST);
  }
}
