package org.bilayer.mybatis.internal.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What an error says about the constraint that was broken, as far as it says anything.
 *
 * @param table its name in the database
 * @param constraint its name, as declared where it was recognised
 * @param column the column that has no value
 */
public record BrokenRule(
    @Nullable String table,
    @Nullable String constraint,
    @Nullable String column) {

  /** An error that names nothing. */
  public static final BrokenRule UNKNOWN = new BrokenRule(null, null, null);
}
