package org.bilayer.inmemory.internal.table;

import org.jspecify.annotations.Nullable;

/** A condition as code. Immutable and thread-safe. */
@FunctionalInterface
public interface RowTest {

  RowTest ALWAYS = (row, root) -> TruthValue.TRUE;

  /**
   * The {@link TruthValue} of the condition for a row.
   *
   * @param root where conditions on owned rows look for them
   */
  int of(@Nullable Object[] row, Root root);

  default boolean isTrue(@Nullable Object[] row, Root root) {
    return of(row, root) == TruthValue.TRUE;
  }
}
