package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.KeyRange;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.inmemory.internal.tree.SortedTree;
import org.bilayer.inmemory.internal.tree.TreeCursor;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Walks the rows of an access path that satisfy a condition. One thread at a time. */
final class RowScan {

  /** A part of an index: a range in one direction, or a number of entries from a position. */
  private record Segment(@Nullable KeyRange range, boolean descending, long from, long entries) {

    <V> TreeCursor<Key, V> open(SortedTree<Key, V> tree) {
      if (range == null) {
        return tree.ascendingAt(from);
      }
      return descending ? tree.descendingIn(range) : tree.ascendingIn(range);
    }
  }

  private final TableShape table;
  private final TableState state;
  private final Root root;
  private final RowMatch match;
  private final IndexShape index;
  private final List<Segment> segments;
  private int segment = -1;
  private long left;
  private @Nullable TreeCursor<Key, ?> entries;
  private @Nullable Object @Nullable [] row;

  private RowScan(
      TableShape table, Root root, RowMatch match, IndexShape index, List<Segment> segments) {
    this.table = table;
    this.state = root.table(table);
    this.root = root;
    this.match = match;
    this.index = index;
    this.segments = segments;
  }

  /** In the direction of the path. */
  static RowScan inOrder(TableShape table, Root root, RowMatch match, AccessPath path) {
    var segments = new ArrayList<Segment>(path.ranges().size());
    for (KeyRange range : path.ranges()) {
      segments.add(new Segment(range, path.descending(), 0, Long.MAX_VALUE));
    }
    if (path.descending()) {
      Collections.reverse(segments);
    }
    return new RowScan(table, root, match, path.index(), segments);
  }

  /** Upwards from a random place and then from the beginning up to that place, so that any row can be the first. */
  static RowScan fromAnywhere(
      TableShape table, Root root, RowMatch match, AccessPath path, Shuffler shuffler) {
    if (path.ranges().size() != 1) {
      RowScan scan = inOrder(table, root, match, path);
      Collections.rotate(scan.segments, shuffler.below(Math.max(1, scan.segments.size())));
      return scan;
    }
    SortedTree<Key, ?> tree = root.table(table).tree(path.index());
    KeyRange range = path.ranges().get(0);
    long before = range.isAll() ? 0 : tree.countBefore(range);
    long within = range.isAll() ? tree.size() : tree.countIn(range);
    long start = within == 0 ? 0 : shuffler.below(within);
    return new RowScan(
        table,
        root,
        match,
        path.index(),
        List.of(
            new Segment(null, false, before + start, within - start),
            new Segment(null, false, before, start)));
  }

  /** Moves to the next row that satisfies the condition. Returns false after the last row. */
  boolean next() {
    while (true) {
      TreeCursor<Key, ?> current = entries;
      if (current == null || left == 0 || !current.next()) {
        if (++segment >= segments.size()) {
          row = null;
          return false;
        }
        Segment next = segments.get(segment);
        left = next.entries();
        entries = next.open(state.tree(index));
        continue;
      }
      left--;
      row = match.matched(rowAt(current), root);
      if (row != null) {
        return true;
      }
    }
  }

  private @Nullable Object[] rowAt(TreeCursor<Key, ?> entry) {
    return index.isPrimary()
        ? (@Nullable Object[]) entry.value()
        : state.rowAt(index, entry.value());
  }

  /** The current row. */
  @Nullable
  Object[] row() {
    @Nullable Object[] current = row;
    if (current == null) {
      throw new IllegalStateException("The scan is not at a row.");
    }
    return current;
  }

  /** The primary key of the current row. */
  Key key() {
    TreeCursor<Key, ?> current = entries;
    if (current == null) {
      throw new IllegalStateException("The scan is not at a row.");
    }
    return index.isPrimary() ? current.key() : table.keyAt(index, current.value());
  }
}
