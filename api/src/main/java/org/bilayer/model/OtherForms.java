package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.layout.ColumnPart;

/** Checks the columns that an attribute is also written to. */
final class OtherForms {

  private OtherForms() {}

  /**
   * The columns as parts.
   *
   * @throws IllegalArgumentException if there is none, or as {@link #check}
   */
  @SafeVarargs
  static <O> List<ColumnPart<O, ?>> of(Column<O, ?>... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("Name at least one column to write.");
    }
    var parts = new ArrayList<ColumnPart<O, ?>>();
    for (Column<O, ?> column : columns) {
      check(column);
      parts.add(column.part());
    }
    return parts;
  }

  /**
   * Refuses a column that the library cannot write beside another one.
   *
   * @throws IllegalArgumentException if the database fills the column, or if it is itself written to further columns
   */
  static void check(Column<?, ?> column) {
    if (column.part().generation().isPresent()) {
      throw new IllegalArgumentException("The database fills the column " + column
          + ", so the library cannot write another form of an attribute there.");
    }
    if (!column.part().copies().isEmpty()) {
      throw new IllegalArgumentException(
          "The column " + column
              + " is itself written to further columns. Move it once at a time: a column has one phase.");
    }
  }
}
