package org.bilayer.tools.internal.migration.text;

import java.util.List;

/**
 * Statements of one stage.
 *
 * <p>Immutable.
 *
 * @param stage when they run
 * @param sql in order
 * @param risk what they block, read or rewrite
 */
public record Change(Stage stage, List<String> sql, String risk) {

  /** Copies the statements. */
  public Change {
    sql = List.copyOf(sql);
  }

  /** One statement. */
  public static Change of(Stage stage, String risk, String... sql) {
    return new Change(stage, List.of(sql), risk);
  }

  /** The same statements at another time. */
  public Change at(Stage other) {
    return new Change(other, sql, risk);
  }
}
