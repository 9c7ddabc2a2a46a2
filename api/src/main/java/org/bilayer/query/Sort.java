package org.bilayer.query;

import org.jspecify.annotations.Nullable;

/**
 * One criterion of a sort. The order of values is the same on every backend: text by code point, UUIDs and
 * bytes unsigned, false before true. Queries append the id, so that no two rows tie.
 *
 * <p>Immutable. Made by {@link Attribute#asc} and {@link Attribute#desc}.
 *
 * @param <T> the aggregate type
 */
public final class Sort<T> {

  /** Where absent values go, whatever the direction. */
  public enum Nulls {
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST,
    /** Not said: right for an attribute that is never absent, refused for others. */
    UNSTATED
  }

  private final Attribute<T, ?> attribute;
  private final boolean descending;
  private final Nulls nulls;

  Sort(Attribute<T, ?> attribute, boolean descending, Nulls nulls) {
    this.attribute = attribute;
    this.descending = descending;
    this.nulls = nulls;
  }

  /** Absent values before all others. */
  public Sort<T> nullsFirst() {
    return new Sort<>(attribute, descending, Nulls.FIRST);
  }

  /** Absent values after all others. */
  public Sort<T> nullsLast() {
    return new Sort<>(attribute, descending, Nulls.LAST);
  }

  /** The attribute to sort by. */
  public Attribute<T, ?> attribute() {
    return attribute;
  }

  /** Whether greater values come first. */
  public boolean descending() {
    return descending;
  }

  /** Where absent values go; must be stated for a nullable attribute. */
  public Nulls nulls() {
    return nulls;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sort<?> sort
        && attribute.equals(sort.attribute)
        && descending == sort.descending
        && nulls == sort.nulls;
  }

  @Override
  public int hashCode() {
    return (attribute.hashCode() * 31 + Boolean.hashCode(descending)) * 31 + nulls.hashCode();
  }

  @Override
  public String toString() {
    return attribute
        + (descending ? " desc" : " asc")
        + (nulls == Nulls.UNSTATED ? "" : " nulls " + (nulls == Nulls.FIRST ? "first" : "last"));
  }
}
