package org.bilayer.mybatis.internal.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What an error says about the constraint that was broken, as far as it says anything.
 *
 * @param schema the schema of the table
 * @param table its name in the database
 * @param constraint its name, as declared where it was recognised
 * @param column the name in the database of the column that has no value
 * @param primaryKey whether it is the primary key of the table, for which the error has no name of its own
 */
public record BrokenRule(
    @Nullable String schema,
    @Nullable String table,
    @Nullable String constraint,
    @Nullable String column,
    boolean primaryKey) {

  /** An error about something other than a nameless primary key. */
  BrokenRule(@Nullable String table, @Nullable String constraint, @Nullable String column) {
    this(null, table, constraint, column, false);
  }

  /** An error that says the schema too. */
  BrokenRule(
      @Nullable String schema,
      @Nullable String table,
      @Nullable String constraint,
      @Nullable String column) {
    this(schema, table, constraint, column, false);
  }

  /** The primary key of a table, or of the table that was written if the error does not say. */
  static BrokenRule primaryKey(@Nullable String schema, @Nullable String table) {
    return new BrokenRule(schema, table, null, null, true);
  }

  /** An error that names nothing. */
  public static final BrokenRule UNKNOWN = new BrokenRule(null, null, null, null, false);
}
