package org.bilayer.mybatis.schema;

/**
 * An index that is not unique, as a statement defines it.
 *
 * <p>Immutable.
 *
 * @param name in the database
 * @param quoted the name as SQL writes it
 * @param columns the columns in parentheses, and the condition behind them
 */
public record IndexDefinition(String name, String quoted, String columns) {

  /** The statement that creates the index. */
  public String statement(String quotedTable) {
    return "CREATE INDEX " + quoted + " ON " + quotedTable + " " + columns;
  }
}
