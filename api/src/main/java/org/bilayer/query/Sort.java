package org.bilayer.query;

import org.jspecify.annotations.Nullable;

/**
 * One criterion of a sort. The order of values is the same on every backend: text by code point, UUIDs and
 * bytes unsigned, false before true. A query appends the id as the last criterion, which makes the order
 * unique.
 *
 * <p>Immutable. Made by {@link Attribute#asc} and {@link Attribute#desc}.
 *
 * @param <T> the aggregate type
 */
public final class Sort<T> {

  /** The place of absent values, in both directions. */
  public enum Nulls {
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST,
    /** Unspecified. Allowed for attributes that are never absent, refused for nullable attributes. */
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

  /** Puts rows with an absent value before all others. */
  public Sort<T> nullsFirst() {
    return new Sort<>(attribute, descending, Nulls.FIRST);
  }

  /** Puts rows with an absent value after all others. */
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

  /** The place of absent values. A nullable attribute must state the place. */
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
