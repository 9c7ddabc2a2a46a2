package org.bilayer.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value cannot be stored in its column, or searched for, without a change of the value: the value is too
 * long, too precise, out of range, or not well-formed. Also thrown if a key, a row or a statement is larger
 * than a supported database allows. The library finds these values before a backend sees them, unless a table
 * has other limits than the model.
 */
public final class InvalidValueException extends DataException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String type;
  private final @Nullable String id;
  private final @Nullable String column;
  private final String rule;
  private final @Nullable String hidden;

  private InvalidValueException(
      @Nullable String type,
      @Nullable String id,
      @Nullable String column,
      String rule,
      @Nullable String value,
      boolean show,
      @Nullable Throwable cause) {
    super(
        "The value does not fit"
            + facts(type, id, column, rule, show ? value : null)
            + ". Correct the value, or change the model so that the value fits.",
        cause);
    this.type = type;
    this.id = id;
    this.column = column;
    this.rule = rule;
    this.hidden = value;
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

  InvalidValueException(String rule, @Nullable Throwable cause) {
    this(null, null, null, rule, null, false, cause);
  }

  InvalidValueException at(
      String type, @Nullable String id, String column, @Nullable Object value) {
    return copy(type, id, column, value == null ? null : value.toString(), false);
  }

  InvalidValueException at(String type, @Nullable String id) {
    return copy(type, id, column, hidden, false);
  }

  InvalidValueException showingValue() {
    return copy(type, id, column, hidden, true);
  }

  private InvalidValueException copy(
      @Nullable String type,
      @Nullable String id,
      @Nullable String column,
      @Nullable String value,
      boolean show) {
    var copy = new InvalidValueException(type, id, column, rule, value, show, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** The table, if known. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** The aggregate's id as text, if known. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** The column, if known. */
  public Optional<String> column() {
    return Optional.ofNullable(column);
  }

  /** The rule of the column's type, and how the value breaks the rule. */
  public String rule() {
    return rule;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
