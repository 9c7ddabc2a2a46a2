package org.bilayer.query;

import java.util.List;
import java.util.Optional;

/**
 * Some consecutive aggregates of a sorted query. Pages are cut by key, not by position: rows added or removed
 * meanwhile neither repeat nor hide others.
 *
 * @param items in the query's order, unmodifiable; empty only where nothing is left
 * @param next where the following page begins; empty on the last page
 * @param previous where the preceding page ends; empty on the first page
 */
public record Page<T>(List<T> items, Optional<Cursor> next, Optional<Cursor> previous) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
