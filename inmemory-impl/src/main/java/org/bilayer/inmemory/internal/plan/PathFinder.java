package org.bilayer.inmemory.internal.plan;

import com.google.common.collect.BoundType;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.KeyRange;
import org.bilayer.inmemory.internal.table.KeyRange.Bound;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.In;
import org.bilayer.store.SortColumn;
import org.jspecify.annotations.Nullable;

/** Chooses the index through which a query finds its rows. */
final class PathFinder {
  /*
   * For each index, the condition gives a lower and an upper bound of the matching keys. A bound has values for the
   * first columns of the index. A further column is added if the column before is fixed at the value of the bound.
   * Equal values in both bounds are an equality. A longer bound on one side is a range. The condition of a page, "(a
   * > x) or (a = x and id > y)", gives the lower bound (x, y), and all keys from there on match. An "in" on the first
   * column gives one range per value.
   *
   * The ranges contain every row that can satisfy the condition, and may contain other rows. Each row is tested
   * again. The path finder chooses the index with the fewest entries in its ranges. The tree counts the entries
   * without a walk. An index with the requested order may have several times more entries, because this index saves
   * the sort, and the walk stops at the limit.
   *
   * Cost: O(indexes x columns x size of the condition + indexes x log rows) per query. A choice by statistics was
   * refused, because its cost exceeds its gain at these sizes.
   */
  private static final int ORDER_WORTH = 4;
  private static final int SECONDARY_COST = 2;
  private static final int COUNTED_RANGES_MAX = 32;

  private final TableShape table;
  private final TableState state;
  private final Condition condition;
  private final List<SortColumn> order;

  private PathFinder(
      TableShape table, TableState state, Condition condition, List<SortColumn> order) {
    this.table = table;
    this.state = state;
    this.condition = condition;
    this.order = order;
  }

  /**
   * Chooses the path.
   *
   * @param normal a condition in {@link NormalForm}
   * @param order empty if no order is requested
   */
  static AccessPath find(
      TableShape table, TableState state, Condition normal, List<SortColumn> order) {
    return new PathFinder(table, state, normal, order).find();
  }

  private AccessPath find() {
    AccessPath best = path(table.primary);
    AccessPath bestOrdered = best.ordered() ? best : null;
    for (IndexShape index : table.indexes) {
      if (!index.isFolded() && holdsEveryMatch(index)) {
        AccessPath path = path(index);
        if (cost(path) < cost(best)) {
          best = path;
        }
        if (path.ordered() && (bestOrdered == null || cost(path) < cost(bestOrdered))) {
          bestOrdered = path;
        }
      }
    }
    boolean takeOrdered = bestOrdered != null && cost(bestOrdered) / ORDER_WORTH <= cost(best);
    return takeOrdered && bestOrdered != null ? bestOrdered : best;
  }

  private static long cost(AccessPath path) {
    if (path.index().isPrimary()) {
      return path.entries();
    }
    return (path.index().holdsRows() ? path.entries() : path.entries() * SECONDARY_COST) + 1;
  }

  private AccessPath path(IndexShape index) {
    List<KeyRange> ranges = ranges(index);
    int direction = direction(index);
    return new AccessPath(index, ranges, entries(index, ranges), direction != 0, direction < 0);
  }

  /*
   * An index does not contain rows with a null in its columns. The index is usable if the condition is never true for
   * such rows.
   */
  private boolean holdsEveryMatch(IndexShape index) {
    @Nullable Object[] nothing = new Object[table.width()];
    for (int column : index.columns) {
      if (table.isNullable(column) && interval(column, nothing).nulls()) {
        return false;
      }
    }
    return true;
  }

  private Interval interval(int column, @Nullable Object[] fixed) {
    return Interval.of(condition, column, table.type(column), fixed, table);
  }

  private List<KeyRange> ranges(IndexShape index) {
    int first = index.columns.get(0);
    In points = findIn(condition, first);
    if (points == null) {
      return List.of(range(index, new Object[table.width()]));
    }
    var ranges = new ArrayList<KeyRange>();
    for (Object value : ImmutableSortedSet.copyOf(table.order(first), points.values())) {
      @Nullable Object[] fixed = new Object[table.width()];
      fixed[first] = value;
      ranges.add(range(index, fixed));
    }
    return ranges;
  }

  private static @Nullable In findIn(Condition condition, int column) {
    if (condition instanceof In in && in.column() == column) {
      return in;
    }
    if (condition instanceof And and) {
      for (Condition part : and.all()) {
        In in = findIn(part, column);
        if (in != null) {
          return in;
        }
      }
    }
    return null;
  }

  private KeyRange range(IndexShape index, @Nullable Object[] fixed) {
    return new KeyRange(
        index.order, bound(index, fixed.clone(), true), bound(index, fixed.clone(), false));
  }

  private Bound bound(IndexShape index, @Nullable Object[] fixed, boolean low) {
    var values = new ArrayList<Object>(index.columns.size());
    for (int column : index.columns) {
      Object value = fixed[column];
      if (value == null) {
        Interval interval = interval(column, fixed);
        Range<OrderedValue> range = interval.values();
        if (range == null) {
          return new Bound(values.toArray(), false);
        }
        if (!(low ? range.hasLowerBound() : range.hasUpperBound())) {
          break;
        }
        value = (low ? range.lowerEndpoint() : range.upperEndpoint()).value();
        if ((low ? range.lowerBoundType() : range.upperBoundType()) == BoundType.OPEN) {
          values.add(value);
          return new Bound(values.toArray(), false);
        }
        fixed[column] = value;
      }
      values.add(value);
    }
    return new Bound(values.toArray(), true);
  }

  private long entries(IndexShape index, List<KeyRange> ranges) {
    var tree = state.tree(index);
    if (ranges.size() == 1 && ranges.get(0).isAll()) {
      return tree.size();
    }
    int counted = Math.min(ranges.size(), COUNTED_RANGES_MAX);
    long entries = 0;
    for (int i = 0; i < counted; i++) {
      entries += tree.countIn(ranges.get(i));
    }
    return counted == 0 ? 0 : entries * ranges.size() / counted;
  }

  /*
   * The direction in which a walk of the index gives the order: 1 for ascending, -1 for descending, 0 for neither. A
   * column with a value fixed by the condition may be missing in the index or in the order. The order of nulls is
   * irrelevant, because the index contains no nulls. The columns of an index determine a total order, therefore
   * further criteria have no effect.
   */
  private int direction(IndexShape index) {
    if (order.isEmpty()) {
      return 0;
    }
    int direction = 0;
    int next = 0;
    for (SortColumn sort : order) {
      while (next < index.columns.size()
          && index.columns.get(next) != sort.column()
          && isFixed(index.columns.get(next))) {
        next++;
      }
      if (next == index.columns.size()) {
        break;
      }
      if (index.columns.get(next) == sort.column()) {
        int wanted = sort.descending() ? -1 : 1;
        if (direction == -wanted && !isFixed(sort.column())) {
          return 0;
        }
        direction = isFixed(sort.column()) ? direction : wanted;
        next++;
      } else if (!isFixed(sort.column())) {
        return 0;
      }
    }
    return direction == 0 ? 1 : direction;
  }

  private boolean isFixed(int column) {
    if (table.table.isJoined(column)) {
      return false;
    }
    Interval interval = interval(column, new Object[table.width()]);
    return !interval.nulls() && interval.isPoint();
  }
}
