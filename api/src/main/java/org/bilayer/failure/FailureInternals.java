package org.bilayer.failure;

import org.jspecify.annotations.Nullable;

/**
 * Creates and completes failures for the engine, backends, the testkit and tools. Outside of the compatibility promise:
 * applications do not need this class.
 */
public final class FailureInternals {

  private FailureInternals() {}

  /** Creates the failure of a value whose column is not known yet. {@code rule} is the rule that the value breaks. */
  public static InvalidValueException invalidValue(String rule) {
    return invalidValue(rule, null);
  }

  /** As {@link #invalidValue(String)}. {@code cause} is the exception of the database driver, if any. */
  public static InvalidValueException invalidValue(String rule, @Nullable Throwable cause) {
    return new InvalidValueException(rule, cause);
  }

  /**
   * Returns the same failure with the place of the value.
   *
   * @param type the table
   * @param id the aggregate's id as text; null if there is no id, as in a condition
   * @param column the column
   * @param value the value, which the message shows after {@link #showingValue} only
   */
  public static InvalidValueException at(
      InvalidValueException failure,
      String type,
      @Nullable String id,
      String column,
      @Nullable Object value) {
    return failure.at(type, id, column, value);
  }

  /** Returns the same failure of the same value, with another table and id. */
  public static InvalidValueException at(
      InvalidValueException failure, String type, @Nullable String id) {
    return failure.at(type, id);
  }

  /** Returns the same failure with the value in its message, for applications that asked for values in messages. */
  public static InvalidValueException showingValue(InvalidValueException failure) {
    return failure.showingValue();
  }
}
