package org.bilayer.store;

import org.jspecify.annotations.Nullable;

/** Rows read one at a time, in bounded memory. One thread at a time; must be closed. */
public interface RowCursor extends AutoCloseable {

  /**
   * The next row, or null after the last.
   *
   * @throws org.bilayer.failure.DataException as {@link StoreSession#select}
   */
  @Nullable
  Object @Nullable [] next();

  /** Frees what the cursor holds; further calls do nothing. */
  @Override
  void close();
}
