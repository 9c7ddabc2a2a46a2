package org.bilayer.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns that a row has together or not at all: those of one class of a sealed type, or those of a value object
 * that may be absent.
 *
 * @param name the tag of the class, or what the names of the value object's columns begin with
 * @param tag position of the column that tells the classes apart; -1 for a value object
 * @param columns positions, in declared order
 * @param required those of the columns that have a value in every row that has the group
 */
public record ColumnGroup(String name, int tag, List<Integer> columns, List<Integer> required) {

  /** Copies the lists. */
  public ColumnGroup {
    columns = List.copyOf(columns);
    required = List.copyOf(required);
  }

  /** Whether these are the columns of one class of a sealed type. */
  public boolean isOfClass() {
    return tag >= 0;
  }

  /** A column of this group that has a value in a row of another class; null where there is none. */
  static @Nullable Integer foreign(
      List<ColumnGroup> groups, int tag, Object value, @Nullable Object[] row) {
    for (ColumnGroup group : groups) {
      if (group.tag == tag && !group.name.equals(value)) {
        for (Integer column : group.columns) {
          if (row[column] != null) {
            return column;
          }
        }
      }
    }
    return null;
  }
}
