package org.bilayer.store;

import java.util.List;

/**
 * No two rows of a table have the same values in these columns; a row with a null among them never collides.
 *
 * @param name as declared, unique in its table
 * @param columns positions in the table, at least one
 */
public record UniqueKey(String name, List<Integer> columns) {

  /** Copies the list. */
  public UniqueKey {
    columns = List.copyOf(columns);
  }
}
