package org.bilayer.query;

import java.util.List;
import java.util.Optional;

/**
 * Some consecutive aggregates of a sorted query. Pages are cut by key, not by position: rows added or removed
 * meanwhile neither repeat nor hide others.
 *
 * <p>Both cursors are exact at the time of reading, in whichever direction the page was read and whatever happened to the row at
 * the cursor: {@code next} is present if and only if rows of the query follow the page, {@code previous} if and only if rows
 * precede the page. An empty page stands at the place of its cursor: rows before that place give {@code previous}, rows behind
 * that place give {@code next}, and the page at such a cursor is not empty. Units of work that commit afterwards may add or
 * remove rows, so a page read later at a cursor may be empty. At {@code READ_COMMITTED} a page and its cursors may show two
 * committed states.
 *
 * @param items in the query's order, unmodifiable; empty only where nothing is left
 * @param next where the following page begins; empty where no row follows
 * @param previous where the preceding page ends; empty where no row precedes
 */
public record Page<T>(List<T> items, Optional<Cursor> next, Optional<Cursor> previous) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
