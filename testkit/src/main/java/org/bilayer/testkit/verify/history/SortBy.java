package org.bilayer.testkit.verify.history;

/**
 * One criterion of an order in a {@link History}, by the name of a column.
 *
 * @param nullsFirst where rows without a value go
 */
public record SortBy(String column, boolean descending, boolean nullsFirst) {

  /** Rows without a value come before all others. */
  public SortBy first() {
    return new SortBy(column, descending, true);
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return (descending ? "desc(" : "asc(") + Literal.of(column) + ")"
        + (nullsFirst ? ".first()" : "");
  }
}
