package org.bilayer.inmemory.internal.table;

import org.jspecify.annotations.Nullable;

/** A compiled condition. Immutable and thread-safe. */
@FunctionalInterface
public interface RowTest {

  RowTest ALWAYS = (row, root) -> TruthValue.TRUE;

  /**
   * The {@link TruthValue} of the condition for a row.
   *
   * @param root the root in which conditions on owned rows find these rows
   */
  int of(@Nullable Object[] row, Root root);

  default boolean isTrue(@Nullable Object[] row, Root root) {
    return of(row, root) == TruthValue.TRUE;
  }
}
