package org.bilayer.tools.report;

/**
 * One fact of the schema that is not as it was when the sources were written.
 *
 * <p>Immutable.
 *
 * @param table the table as the database names it
 * @param part such as {@code column title} or {@code foreign key film_language_id_fkey}; empty for the whole table
 * @param before what it was; empty if it is new
 * @param now what it is; empty if it is gone
 */
public record SchemaChange(String table, String part, String before, String now) {

  /** One line, such as {@code film, column title: was varchar(255) NOT NULL, is varchar(300) NOT NULL}. */
  @Override
  public String toString() {
    String what = part.isEmpty() ? table : table + ", " + part;
    if (before.isEmpty()) {
      return what + ": is new" + (now.isBlank() ? "" : ", " + now);
    }
    return what + ": " + (now.isEmpty() ? "is gone" : "was " + before + ", is " + now);
  }
}
