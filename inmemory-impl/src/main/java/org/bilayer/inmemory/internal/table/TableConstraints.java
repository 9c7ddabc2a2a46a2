package org.bilayer.inmemory.internal.table;

import java.util.List;

/**
 * The rules of one table that concern other rows or several columns. Immutable.
 *
 * @param references foreign keys from this table to others
 * @param referrers foreign keys from other tables, or this one, to this table
 * @param checks the compiled checks of the model
 */
public record TableConstraints(
    List<ForeignKeyShape> references, List<ForeignKeyShape> referrers, List<RowCheck> checks) {

  /** A check of the model, ready to be evaluated. */
  public record RowCheck(String name, RowTest test) {}

  /** Copies the lists. */
  public TableConstraints {
    references = List.copyOf(references);
    referrers = List.copyOf(referrers);
    checks = List.copyOf(checks);
  }
}
