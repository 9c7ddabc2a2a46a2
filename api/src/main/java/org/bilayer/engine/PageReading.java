package org.bilayer.engine;

import java.util.List;
import java.util.Optional;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** How the rows of one page are read. */
final class PageReading {
  /*
   * A page says whether rows lie on the other side of its cursor. The row beside which the cursor stands mostly is such a row,
   * so the page is read from that row on, inclusive: if the row comes back, the answer costs nothing but the row. Only where it
   * is gone, or is to be shown itself, the other side has to be asked by a statement of its own. To ask always would double the
   * statements of every page; to suppose an answer, as cursors did before, offers pages that are empty and hides others.
   */

  private final Table table;
  private final Condition where;
  private final List<SortColumn> order;
  private final int size;
  private final Optional<CursorTokens.Position> from;

  /**
   * A page.
   *
   * @param from the place beside which it lies; empty for the first page
   */
  PageReading(
      Table table,
      Condition where,
      List<SortColumn> order,
      int size,
      Optional<CursorTokens.Position> from) {
    this.table = table;
    this.where = where;
    this.order = order;
    this.size = size;
    this.from = from;
  }

  boolean isBackwards() {
    return from.isPresent() && from.get().backwards();
  }

  /** What lies on the other side of the same place, one row of it. */
  PageReading turned() {
    return new PageReading(table, where, order, 0, from.map(CursorTokens.Position::turned));
  }

  /** One row more than the page shows, and the row beside which the page lies. */
  Select select() {
    List<SortColumn> reading = isBackwards() ? Keyset.reversed(order) : order;
    Condition condition = from.isEmpty()
        ? where
        : Keyset.and(List.of(where, Keyset.from(table, reading, from.get().values())));
    return new Select(table, condition, reading, (long) size + extra(), List.of(), Lock.NONE);
  }

  /** So many rows are read beside those that the page shows. */
  int extra() {
    return excludesRow() ? 2 : 1;
  }

  private boolean excludesRow() {
    return from.isPresent() && from.get().excludesRow();
  }

  /** Removes the row beside which the page lies, and tells if it was there. */
  boolean removeRowAtCursor(List<@Nullable Object[]> rows) {
    if (!excludesRow() || rows.isEmpty()) {
      return false;
    }
    List<@Nullable Object> values = from.orElseThrow().values();
    @Nullable Object[] first = rows.get(0);
    for (int i = 0; i < order.size(); i++) {
      int column = order.get(i).column();
      if (!isSame(column, first[column], values.get(i))) {
        return false;
      }
    }
    rows.remove(0);
    return true;
  }

  private boolean isSame(int column, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return table.type(column).same(one, other);
  }
}
