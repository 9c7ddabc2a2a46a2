package org.bilayer.store;

import java.util.List;

/**
 * These columns of a row, unless one is null, are the primary key of a row of the target table. Checked after
 * each row written; nothing cascades.
 *
 * @param name as declared, unique in its table
 * @param columns positions in the referring table, in the order of the target's primary key
 * @param target {@link Table#name} of the table referred to
 * @param enforced whether the row referred to must exist; if not, the database has no such foreign key, no backend checks
 *     it, and only the order of writes follows it
 * @param acts whether the database changes or removes the referring rows when the row referred to is removed. A backend refuses
 *     such a removal nevertheless
 */
public record ForeignKey(
    String name, List<Integer> columns, String target, boolean enforced, boolean acts) {

  /** Copies the list. */
  public ForeignKey {
    columns = List.copyOf(columns);
  }

  /** A foreign key without an action. */
  public ForeignKey(String name, List<Integer> columns, String target, boolean enforced) {
    this(name, columns, target, enforced, false);
  }

  /** A foreign key that is checked. */
  public ForeignKey(String name, List<Integer> columns, String target) {
    this(name, columns, target, true);
  }
}
