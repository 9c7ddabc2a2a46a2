package org.bilayer.store;

import java.util.List;

/**
 * These columns of a row, unless one is null, are the primary key of a row of the target table. Checked after
 * each row written; nothing cascades.
 *
 * @param name as declared, unique in the schema
 * @param columns positions in the referring table, in the order of the target's primary key
 * @param target name of the table referred to
 */
public record ForeignKey(String name, List<Integer> columns, String target) {

  /** Copies the list. */
  public ForeignKey {
    columns = List.copyOf(columns);
  }
}
