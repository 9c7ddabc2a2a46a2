package org.bilayer.mybatis.schema;

import java.util.List;

/**
 * A constraint as a statement defines it.
 *
 * <p>Immutable.
 *
 * @param kind what it demands
 * @param name in the database
 * @param quoted the name as SQL writes it
 * @param columns its columns in the database, in order; empty for a check
 * @param target the referenced table as SQL writes it; empty for other constraints
 * @param text what follows the name, such as {@code UNIQUE ("code")}
 */
public record ConstraintDefinition(
    Kind kind, String name, String quoted, List<String> columns, String target, String text) {

  /** What a constraint demands. */
  public enum Kind {
    /** One row for each key. */
    PRIMARY_KEY,
    /** No two rows with the same values. */
    UNIQUE_KEY,
    /** Values that satisfy a condition. */
    CHECK,
    /** A row of another table. */
    REFERENCE
  }

  /** Copies the columns. */
  public ConstraintDefinition {
    columns = List.copyOf(columns);
  }

  /** The whole definition, with its name. */
  public String definition() {
    return "CONSTRAINT " + quoted + " " + text;
  }
}
