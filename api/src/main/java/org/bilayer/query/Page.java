package org.bilayer.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * <p>Immutable. Two pages are equal if their items and cursors are.
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
   * A page. Repositories make pages; applications need this method in tests only.
   *
   * @param items in the query's order; copied
   */
  public static <T> Page<T> of(
      List<? extends T> items, Optional<Cursor> next, Optional<Cursor> previous) {
    return new Page<>(List.copyOf(items), next, previous);
  }

  /** The aggregates in the query's order, unmodifiable; empty only where nothing is left. */
  public List<T> items() {
    return items;
  }

  /** Where the following page begins; empty where no row follows. */
  public Optional<Cursor> next() {
    return next;
  }

  /** Where the preceding page ends; empty where no row precedes. */
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
