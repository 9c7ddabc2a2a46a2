package org.bilayer.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored row cannot become an object of the model: the driver cannot read one of its values, a value breaks a rule of the
 * model, or a codec or constructor of the application refuses the row. Other code has written the row, or the model has changed
 * since. {@code Query.skipUnreadable} reads the other rows.
 */
public final class UnreadableRowException extends DataException {

  private static final long serialVersionUID = 1L;

  private final String table;
  private final @Nullable String key;
  private final @Nullable String column;
  private final String rule;

  /**
   * Creates the failure.
   *
   * @param table the table of the row
   * @param key the row's key as text; null if none is known, as in a projection
   * @param column the column or value object; null if the row as a whole is refused
   * @param rule the rule of the model that the row breaks
   * @param cause the exception that refused the value, if there was one
   */
  public UnreadableRowException(
      String table,
      @Nullable String key,
      @Nullable String column,
      String rule,
      @Nullable Throwable cause) {
    super(
        "A stored value cannot be read [table=" + table
            + (key == null ? "" : ", key=" + key)
            + (column == null ? "" : ", column=" + column)
            + ", rule="
            + rule
            + "]. "
            + (cause == null ? "" : "See the cause. ")
            + "Correct the row, or let the model accept it.",
        cause);
    this.table = table;
    this.key = key;
    this.column = column;
    this.rule = rule;
  }

  /** The table of the row. */
  public String table() {
    return table;
  }

  /** The primary key of the row as text. Empty for projections, groups and totals, which read no key. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** The column or value object. Empty if the row as a whole is refused. */
  public Optional<String> column() {
    return Optional.ofNullable(column);
  }

  /** The rule of the model that the row breaks. */
  public String rule() {
    return rule;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
