package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilayer.layout.Layout;
import org.bilayer.layout.QueryColumns;
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

/** Reads the rows of one page, and creates the cursors of the page. */
public final class PageReading {
  /*
   * A page tells whether rows exist on the other side of its cursor. In most cases the row at the cursor is such a
   * row. The statement of the page therefore includes this row. If the row is found, the answer costs one row. If the
   * row no longer exists, or belongs to the page, a second statement reads the other side. A second statement for
   * every page would double the number of statements. An assumption instead of a statement would offer empty pages or
   * hide pages.
   *
   * A cursor contains the sort values of the row before or after its place. If the query skips unreadable rows, these
   * values may be unreadable. The page then continues to the next row with readable sort values. The rows in between
   * give no items, therefore the page does not exceed its size. If one statement has not read enough rows, the next
   * statement reads twice as many.
   */

  private final Table table;
  private final Condition where;
  private final List<SortColumn> order;

  /** The columns to read; empty for those of the roots. */
  private final List<Integer> columns;

  private final int size;
  private final boolean marksUnreadable;
  private final CursorTokens tokens;
  private final byte[] fingerprint;

  /** The place where the page begins or ends. Empty for the first page. */
  private final Optional<CursorTokens.Position> from;

  /**
   * A page of a query.
   *
   * @param cursor the place where the page begins or ends; empty for the first page
   * @param size the maximum number of items
   * @throws IllegalArgumentException if the query has a limit or locks, the size is less than 1, or the cursor is not one of the
   *     query's
   */
  public <T> PageReading(
      Layout<T, ?> layout, Query<T> query, int size, CursorTokens tokens, Optional<Cursor> cursor) {
    requirePages(query, size);
    QueryColumns<T> columns = layout.queryColumns();
    // The columns of the order come first, right behind those of the roots.
    this.order = query.order().isEmpty() ? columns.orderById() : columns.order(query.order());
    this.columns = shownAndSorted(columns.table());
    this.where = columns.condition(query.where());
    this.table = columns.table();
    this.size = size;
    this.marksUnreadable = QueryInternals.unreadable(query) != null;
    this.tokens = tokens;
    this.fingerprint = Fingerprint.of(table, where, order);
    this.from = cursor.map(given -> tokens.read(fingerprint, table, order, given));
  }

  /** All columns of the roots, and those of other rows by which they are sorted. */
  private static List<Integer> shownAndSorted(Table sorted) {
    return sorted.joins().isEmpty()
        ? List.of()
        : IntStream.range(0, sorted.columns().size()).boxed().toList();
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

  /** The order of reading, from the cursor on. */
  private static List<SortColumn> directed(List<SortColumn> order, boolean backwards) {
    return backwards ? Keyset.reversed(order) : order;
  }

  /** Selects one row more than the page shows, and the row at the cursor. */
  public Select select() {
    return select(from, (long) size + extra());
  }

  /**
   * Whether no row at the end of the page can have a cursor, although there may be further rows after the selected
   * rows.
   */
  public boolean endsAtUnknownPlace(Select select, List<@Nullable Object[]> read) {
    if (!marksUnreadable || read.size() < select.limit()) {
      return false;
    }
    List<@Nullable Object[]> behindCursor = behindCursor(read);
    return behindCursor.size() > size && end(behindCursor) == behindCursor.size();
  }

  /** Selects the same rows again, and the same number of rows after them. */
  public Select selectMore(Select select) {
    return select(from, 2 * select.limit());
  }

  /** Selects one row on the other side of the cursor, and the row at the cursor. */
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
    return new Select(table, condition, reading, limit, columns, Lock.NONE, marksUnreadable);
  }

  /** The query without the restriction to a page. The objects of the page must satisfy this query. */
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

  /** The number of selected rows that the page does not show. */
  private int extra() {
    return isExcluding(from) ? 2 : 1;
  }

  private static boolean isExcluding(Optional<CursorTokens.Position> position) {
    return position.isPresent() && position.get().excludesRow();
  }

  /**
   * The rows of a page.
   *
   * @param shown the rows that the page shows, in the order of the query
   * @param isMore whether rows follow after the page
   * @param isRowAtCursorRead whether the row at the cursor was read, too
   */
  public record Rows(List<@Nullable Object[]> shown, boolean isMore, boolean isRowAtCursorRead) {}

  /** The rows that the page shows, taken from the rows of {@link #select}. */
  public Rows rows(List<@Nullable Object[]> read) {
    List<@Nullable Object[]> behindCursor = behindCursor(read);
    int end = end(behindCursor);
    var shown = new ArrayList<>(behindCursor.subList(0, end));
    if (isBackwards()) {
      Collections.reverse(shown);
    }
    return new Rows(shown, behindCursor.size() > end, behindCursor.size() < read.size());
  }

  /** The rows of the roots among those that a page shows. */
  public List<@Nullable Object[]> roots(Rows rows) {
    int width = table.base().columns().size();
    return columns.isEmpty()
        ? rows.shown()
        : rows.shown().stream().map(row -> Arrays.copyOf(row, width)).toList();
  }

  private List<@Nullable Object[]> behindCursor(List<@Nullable Object[]> read) {
    return startsWithRowAtCursor(read, from) ? read.subList(1, read.size()) : read;
  }

  /**
   * The number of rows after the cursor that belong to the page. The last of these rows can have a cursor, or no
   * further rows exist.
   */
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

  /** Whether it is still unknown if rows exist on the other side of the cursor. */
  public boolean isBeyondUnknown(Rows rows) {
    return from.isPresent() && !rows.isRowAtCursorRead();
  }

  /** Whether rows exist on the other side of the cursor, by the rows of {@link #selectBeyond}. */
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
   * Creates the page.
   *
   * @param items the objects of the rows
   * @param isBeyond whether rows exist on the other side of the cursor
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
   * The cursor at the last or the first shown row whose sort values are readable. If no row has readable sort values,
   * the cursor leads back to the place of the request.
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
