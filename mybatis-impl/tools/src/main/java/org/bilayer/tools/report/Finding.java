package org.bilayer.tools.report;

/**
 * One line of an report of an import: what the model does not say about a table, and why.
 *
 * <p>Immutable.
 *
 * @param kind what it means for the application
 * @param table the table as the database names it; the schema's name where it is about the whole schema
 * @param part the column, constraint, index or trigger as the database names it; the table's own name where it is about the whole
 *     table
 * @param text what was found and why it is so; holds counts and no values of rows
 */
public record Finding(Kind kind, String table, String part, String text)
    implements Comparable<Finding> {

  /** What a finding means. The order of the constants is the order of the sections of a report. */
  public enum Kind {
    /** The database has it and the model does not. */
    LEFT_OUT("Not in the model"),
    /** The model has it, and the database behaves otherwise than the model promises: the live check says so. */
    DIFFERENT("In the model, but the database behaves otherwise"),
    /** What the rows suggest and nobody declared; the source has it as a comment. */
    SUGGESTED("Suggestions"),
    /** What a reader of the source should know. */
    NOTED("Notes");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** The title of the section. */
    public String title() {
      return title;
    }
  }

  /** By kind, table and part. */
  @Override
  public int compareTo(Finding other) {
    int order = kind.compareTo(other.kind);
    order = order != 0 ? order : table.compareTo(other.table);
    order = order != 0 ? order : part.compareTo(other.part);
    return order != 0 ? order : text.compareTo(other.text);
  }

  /** One line, such as {@code film.fulltext: the type tsvector has no codec; ...}. */
  @Override
  public String toString() {
    return (part.equals(table) ? table : table + "." + part) + ": " + text;
  }
}
