package org.bilayer.mybatis.schema;

/**
 * A column as a statement defines it.
 *
 * <p>Immutable.
 *
 * @param name in the database
 * @param quoted the name as SQL writes it
 * @param type the type, with its collation
 * @param generation the default or the expression, after a blank; empty for none
 * @param isComputed whether the generation is an expression, and no default
 * @param isVersion whether the library counts the versions of rows in the column
 * @param notNull whether the definition says NOT NULL
 * @param identity what makes the database generate the key, after a blank; empty for none
 */
public record ColumnDefinition(
    String name,
    String quoted,
    String type,
    String generation,
    boolean isComputed,
    boolean isVersion,
    boolean notNull,
    String identity) {

  /** The whole definition. */
  public String text() {
    return text(notNull);
  }

  /** The whole definition, of a column that may hold NULL or not. */
  public String text(boolean required) {
    return quoted + " " + type + generation + (required ? " NOT NULL" : "") + identity;
  }

  /** Whether an insert that does not name the column stores a value. */
  public boolean isSupplied() {
    return !generation.isEmpty() || !identity.isEmpty();
  }
}
