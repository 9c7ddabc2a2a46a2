package org.bilayer.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value cannot be stored, or looked for, in its column without being changed: too long, too precise, out
 * of range, or not well-formed. Found by the library before any backend sees it.
 */
public final class InvalidValueException extends DataException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String type;
  private final @Nullable String id;
  private final @Nullable String column;
  private final String rule;

  private InvalidValueException(
      @Nullable String type,
      @Nullable String id,
      @Nullable String column,
      String rule,
      @Nullable String value,
      @Nullable Throwable cause) {
    super(
        "The value does not fit"
            + facts(type, id, column, rule, value)
            + ". Correct the value, or widen the column in the model.",
        cause);
    this.type = type;
    this.id = id;
    this.column = column;
    this.rule = rule;
  }

  private static String facts(
      @Nullable String type,
      @Nullable String id,
      @Nullable String column,
      String rule,
      @Nullable String value) {
    var text = new StringBuilder(" [");
    if (type != null) {
      text.append("type=").append(type).append(", ");
    }
    if (id != null) {
      text.append("id=").append(id).append(", ");
    }
    if (column != null) {
      text.append("column=").append(column).append(", ");
    }
    text.append("rule=").append(rule);
    if (value != null) {
      text.append(", value=").append(value);
    }
    return text.append(']').toString();
  }

  /** A refusal that does not know its column yet; {@code rule} says what the type demands. */
  public static InvalidValueException of(String rule) {
    return new InvalidValueException(null, null, null, rule, null, null);
  }

  /** As {@link #of(String)}, with what a conversion of the application's own threw. */
  public static InvalidValueException of(String rule, Throwable cause) {
    return new InvalidValueException(null, null, null, rule, null, cause);
  }

  /**
   * The same refusal, placed.
   *
   * @param type the table
   * @param id the aggregate's id as text; null where there is none, as in a condition
   * @param column the column
   * @param value the offending value, where the application asked to see values
   */
  public InvalidValueException at(
      String type, @Nullable String id, String column, @Nullable String value) {
    var placed = new InvalidValueException(type, id, column, rule, value, getCause());
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  /** The table, where known. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** The aggregate's id as text, where known. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** The column, where known. */
  public Optional<String> column() {
    return Optional.ofNullable(column);
  }

  /** What the column's type demands, and how the value differs from it. */
  public String rule() {
    return rule;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
