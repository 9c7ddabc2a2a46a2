package org.bilayer.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive aggregates of a sorted query. A page is delimited by keys and not by positions. Rows that are
 * added or removed meanwhile cause neither repeated nor missing aggregates.
 *
 * <p>Both cursors are exact at the time of reading, for pages read in either direction, also if the row at the
 * cursor was changed or removed: {@code next} is present if and only if rows of the query follow the page,
 * {@code previous} if and only if rows precede the page. An empty page stands at the place of its cursor: rows
 * before that place give {@code previous}, rows behind that place give {@code next}, and the page at such a
 * cursor is not empty. Units of work that commit afterwards may add or remove rows, and a page that is read
 * later at a cursor may be empty. At {@code READ_COMMITTED}, a page and its cursors may show two committed
 * states.
 *
 * <p>Immutable. Two pages are equal if their items and cursors are equal.
 *
 * @param <T> the type of the items
 */
public final class Page<T> {

  private final List<T> items;
  private final Optional<Cursor> next;
  private final Optional<Cursor> previous;

  private Page(List<T> items, Optional<Cursor> next, Optional<Cursor> previous) {
    this.items = List.copyOf(items);
    this.next = next;
    this.previous = previous;
  }

  /**
   * Creates a page. Repositories create pages; applications need this method in tests only.
   *
   * @param items in the query's order; copied
   */
  public static <T> Page<T> of(
      List<? extends T> items, Optional<Cursor> next, Optional<Cursor> previous) {
    return new Page<>(List.copyOf(items), next, previous);
  }

  /** The aggregates in the query's order, unmodifiable; empty only if no row is left at the cursor. */
  public List<T> items() {
    return items;
  }

  /** The place at which the following page begins; empty if no row follows. */
  public Optional<Cursor> next() {
    return next;
  }

  /** The place at which the preceding page ends; empty if no row precedes. */
  public Optional<Cursor> previous() {
    return previous;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Page<?> page
        && items.equals(page.items)
        && next.equals(page.next)
        && previous.equals(page.previous);
  }

  @Override
  public int hashCode() {
    return items.hashCode() * 31 + next.hashCode() * 7 + previous.hashCode();
  }

  @Override
  public String toString() {
    return "Page" + items;
  }
}
