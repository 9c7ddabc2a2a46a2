package org.bilayer.inmemory.internal.table;

import java.util.List;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key with both of its tables.
 *
 * @param columns positions in the child table, in the order of the parent's primary key
 * @param children an index of the child table that begins with these columns
 */
public record ForeignKeyShape(
    String name, TableShape child, TableShape parent, List<Integer> columns, IndexShape children) {

  /** The key of the referenced row, or null if the row of the child table refers to no row. */
  @Nullable
  public Key parentOf(@Nullable Object[] row) {
    return Key.from(row, columns);
  }

  /** The range of {@link #children} with the rows that refer to a row. */
  public KeyRange childrenOf(Key parent) {
    return KeyRange.beginningWith(children.order, parent);
  }
}
