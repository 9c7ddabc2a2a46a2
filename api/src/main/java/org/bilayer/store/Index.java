package org.bilayer.store;

import java.util.List;
import java.util.Optional;

/**
 * A non-unique index: it changes no answer, but the time that some of them take.
 *
 * @param name in the database
 * @param columns in order, at least one; where rows without a value lie is up to the store
 * @param where the rows that the index holds; empty for all. A store without such indexes may hold all of them
 */
public record Index(String name, List<SortColumn> columns, Optional<Condition> where) {

  /** Copies the columns. */
  public Index {
    columns = List.copyOf(columns);
  }
}
