package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bilayer.layout.Layout;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UnreadableValue;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** How the rows of one page are read, and which cursors the page has. */
public final class PageReading {
  /*
   * A page says whether rows lie on the other side of its cursor. The row beside which the cursor stands mostly is such a row,
   * so the page is read from that row on, inclusive: if the row comes back, the answer costs nothing but the row. Only where it
   * is gone, or is to be shown itself, the other side has to be asked by a statement of its own. To ask always would double the
   * statements of every page; to suppose an answer, as cursors did before, offers pages that are empty and hides others.
   *
   * A cursor holds the sort values of the row that it stands beside. Where unreadable rows are skipped, these values may be
   * unreadable themselves: the page then goes on to the next row that a cursor can stand beside. The rows in between show
   * nothing, so the page has no more items than its size. If they are more than one statement has read, twice as many are
   * read, and so on.
   */

  private final Table table;
  private final Condition where;
  private final List<SortColumn> order;
  private final int size;
  private final boolean marksUnreadable;
  private final CursorTokens tokens;
  private final byte[] fingerprint;

  /** The place beside which the page lies; empty for the first page. */
  private final Optional<CursorTokens.Position> from;

  /**
   * A page of a query.
   *
   * @param cursor the place beside which the page lies; empty for the first page
   * @param size most items of the page
   * @throws IllegalArgumentException if the query has a limit or locks, the size is less than 1, or the cursor is not one of the
   *     query's
   */
  public <T> PageReading(
      Layout<T, ?> layout, Query<T> query, int size, CursorTokens tokens, Optional<Cursor> cursor) {
    requirePages(query, size);
    this.table = layout.root();
    this.where = layout.condition(query.where());
    this.order = query.order().isEmpty() ? layout.orderById() : layout.order(query.order());
    this.size = size;
    this.marksUnreadable = QueryInternals.unreadable(query) != null;
    this.tokens = tokens;
    this.fingerprint = Fingerprint.of(table, where, order);
    this.from = cursor.map(given -> tokens.read(fingerprint, table, order, given));
  }

  private static void requirePages(Query<?> query, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("A page has at least 1 item, not " + size + ".");
    }
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A page cannot lock rows, because it reads one row more than it returns. Use find(...) "
              + "with a limit instead.");
    }
    if (query.limit().isPresent()) {
      throw new IllegalArgumentException(
          "A query that is read in pages must not have a limit. The size of the page is the "
              + "limit.");
    }
  }

  private boolean isBackwards() {
    return from.isPresent() && from.get().backwards();
  }

  /** The order in which rows are read from the cursor on. */
  private static List<SortColumn> directed(List<SortColumn> order, boolean backwards) {
    return backwards ? Keyset.reversed(order) : order;
  }

  /** One row more than the page shows, and the row beside which the page lies. */
  public Select select() {
    return select(from, (long) size + extra());
  }

  /** Whether no cursor can stand at the end of the page, although there may be rows behind those that a select has read. */
  public boolean endsAtUnknownPlace(Select select, List<@Nullable Object[]> read) {
    if (!marksUnreadable || read.size() < select.limit()) {
      return false;
    }
    List<@Nullable Object[]> behindCursor = behindCursor(read);
    return behindCursor.size() > size && end(behindCursor) == behindCursor.size();
  }

  /** The same rows as a select has read, and as many behind them. */
  public Select selectMore(Select select) {
    return select(from, 2 * select.limit());
  }

  /** One row on the other side of the cursor, and the row beside which the page lies. */
  public Select selectBeyond() {
    Optional<CursorTokens.Position> turned = from.map(CursorTokens.Position::turned);
    return select(turned, isExcluding(turned) ? 2 : 1);
  }

  private Select select(Optional<CursorTokens.Position> position, long limit) {
    List<SortColumn> reading =
        directed(order, position.isPresent() && position.get().backwards());
    Condition condition = position.isEmpty()
        ? where
        : Keyset.and(List.of(where, Keyset.from(table, reading, position.get().values())));
    return new Select(table, condition, reading, limit, List.of(), Lock.NONE, marksUnreadable);
  }

  /** The query as if it had no pages: what the objects of the page must satisfy. */
  public Select unbounded() {
    return new Select(
        table,
        where,
        directed(order, isBackwards()),
        Long.MAX_VALUE,
        List.of(),
        Lock.NONE,
        marksUnreadable);
  }

  /** So many rows are read beside those that the page shows. */
  private int extra() {
    return isExcluding(from) ? 2 : 1;
  }

  private static boolean isExcluding(Optional<CursorTokens.Position> position) {
    return position.isPresent() && position.get().excludesRow();
  }

  /**
   * The rows of a page.
   *
   * @param shown those that the page shows, in the order of the query
   * @param isMore whether the page ends before the rows do
   * @param isRowAtCursorRead whether the row beside which the page lies was read, too
   */
  public record Rows(List<@Nullable Object[]> shown, boolean isMore, boolean isRowAtCursorRead) {}

  /** The rows that the page shows, of those that {@link #select} has read. */
  public Rows rows(List<@Nullable Object[]> read) {
    List<@Nullable Object[]> behindCursor = behindCursor(read);
    int end = end(behindCursor);
    var shown = new ArrayList<>(behindCursor.subList(0, end));
    if (isBackwards()) {
      Collections.reverse(shown);
    }
    return new Rows(shown, behindCursor.size() > end, behindCursor.size() < read.size());
  }

  private List<@Nullable Object[]> behindCursor(List<@Nullable Object[]> read) {
    return startsWithRowAtCursor(read, from) ? read.subList(1, read.size()) : read;
  }

  /** So many of the rows behind the cursor make up the page: a cursor can stand beside the last of them, or there are no more. */
  private int end(List<@Nullable Object[]> behindCursor) {
    int end = Math.min(size, behindCursor.size());
    while (end < behindCursor.size() && !canHoldCursor(behindCursor.get(end - 1))) {
      end++;
    }
    return end;
  }

  private boolean canHoldCursor(@Nullable Object[] row) {
    if (marksUnreadable) {
      for (SortColumn sort : order) {
        if (row[sort.column()] instanceof UnreadableValue) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the rows read leave open if rows lie on the other side of the cursor. */
  public boolean isBeyondUnknown(Rows rows) {
    return from.isPresent() && !rows.isRowAtCursorRead();
  }

  /** Whether rows lie on the other side of the cursor, by what {@link #selectBeyond} has read. */
  public boolean isBeyond(List<@Nullable Object[]> read) {
    boolean isRowAtCursorRead =
        startsWithRowAtCursor(read, from.map(CursorTokens.Position::turned));
    return read.size() > (isRowAtCursorRead ? 1 : 0);
  }

  private boolean startsWithRowAtCursor(
      List<@Nullable Object[]> read, Optional<CursorTokens.Position> position) {
    if (!isExcluding(position) || read.isEmpty()) {
      return false;
    }
    List<@Nullable Object> values = position.orElseThrow().values();
    @Nullable Object[] first = read.get(0);
    for (int i = 0; i < order.size(); i++) {
      int column = order.get(i).column();
      if (!isSame(column, first[column], values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(int column, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return !(one instanceof UnreadableValue) && table.type(column).same(one, other);
  }

  /**
   * The page of some objects.
   *
   * @param items the objects of the rows
   * @param isBeyond whether rows lie on the other side of the cursor
   */
  public <T> Page<T> page(List<T> items, Rows rows, boolean isBeyond) {
    boolean hasNext = isBackwards() ? isBeyond : rows.isMore();
    boolean hasPrevious = isBackwards() ? rows.isMore() : isBeyond;
    return Page.of(
        items,
        hasNext ? Optional.of(cursor(rows, false)) : Optional.empty(),
        hasPrevious ? Optional.of(cursor(rows, true)) : Optional.empty());
  }

  /**
   * The cursor beside the last or the first row shown that can hold one; a page without such rows leads back to where it was
   * asked for.
   */
  private Cursor cursor(Rows rows, boolean backwards) {
    List<@Nullable Object[]> shown = rows.shown();
    for (int i = 0; i < shown.size(); i++) {
      @Nullable Object[] row = shown.get(backwards ? i : shown.size() - 1 - i);
      if (canHoldCursor(row)) {
        return tokens.write(fingerprint, table, order, backwards, row);
      }
    }
    return tokens.write(fingerprint, table, order, from.orElseThrow().turned());
  }
}
