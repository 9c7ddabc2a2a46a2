package org.bilayer.store;

/**
 * One way in which the tables of a live database are not those of the model.
 *
 * <p>Immutable.
 *
 * @param severity whether the contract suffers
 * @param table the table's name, or the sequence's
 * @param part the column, constraint, index or trigger; the table's own name where it is about the whole table
 * @param expected what the model says, as the model or the create script writes it
 * @param found what the database has, as the database writes it
 * @param consequence what happens if nobody changes anything
 */
public record SchemaDifference(
    Severity severity,
    String table,
    String part,
    String expected,
    String found,
    String consequence) {

  /** How bad a difference is. */
  public enum Severity {
    /** An operation fails, or its answer differs from the one in memory. */
    BREAKING,
    /** The layer's own operations work alike; rows or changes of others may surprise. */
    NOTE
  }

  /** Whether the contract suffers. */
  public boolean isBreaking() {
    return severity == Severity.BREAKING;
  }

  /** One line, such as {@code account.owner: expected text(80) by code point, found varchar(40); longer ...}. */
  @Override
  public String toString() {
    return (part.equals(table) ? table : table + "." + part) + ": expected " + expected + ", found "
        + found + "; " + consequence;
  }
}
