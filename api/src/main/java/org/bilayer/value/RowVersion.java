package org.bilayer.value;

import org.jspecify.annotations.Nullable;

/**
 * The version of an aggregate's row: another one after each change that another unit of work can see. Two versions of
 * one aggregate can be compared for equality. Their order says nothing, because a database may choose the numbers.
 *
 * <p>{@link #toString} and {@link #parse} carry a version out of the application and back, for example as an ETag.
 *
 * <p>Immutable.
 */
public final class RowVersion {

  private final long number;

  private RowVersion(long number) {
    this.number = number;
  }

  /** The version with a number, which is the stored value where a column holds the version. */
  public static RowVersion of(long number) {
    return new RowVersion(number);
  }

  /**
   * The version that {@link #toString} has written.
   *
   * @throws IllegalArgumentException if the text is not a version
   */
  public static RowVersion parse(String text) {
    try {
      return new RowVersion(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The text is not a row version. Pass the text that RowVersion.toString() returned.", e);
    }
  }

  /** The number. */
  public long number() {
    return number;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowVersion version && number == version.number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return Long.toString(number);
  }
}
