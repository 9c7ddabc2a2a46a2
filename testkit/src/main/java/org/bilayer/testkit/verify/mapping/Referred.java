package org.bilayer.testkit.verify.mapping;

import java.util.List;
import org.bilayer.model.Column;
import org.bilayer.query.Attribute;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;

/**
 * A column of an aggregate to which a {@code T} refers, as conditions and orders of a {@code T} name it.
 *
 * @param name the names of the references and that of the column, with dots between them
 * @param attribute the column as an attribute of a {@code T}
 * @param steps the references, from the root on
 * @param ends for each step, the table to which it leads
 * @param column of the last of these tables
 */
public record Referred<T>(
    String name,
    Attribute<T, ?> attribute,
    List<ForeignKey> steps,
    List<Table> ends,
    Column<?, ?> column) {

  /** The table of the column. */
  public Table table() {
    return ends.get(ends.size() - 1);
  }

  /** What stands before the column's name. */
  public String prefix() {
    return name.substring(0, name.length() - column.name().length());
  }
}
