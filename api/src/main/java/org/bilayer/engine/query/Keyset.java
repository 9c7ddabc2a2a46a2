package org.bilayer.engine.query;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a given row of a sorted query, as a condition (keyset pagination, also called the seek method: M.
 * Winand, SQL Performance Explained, 2012, chapter 7). Unlike an offset, the condition costs the same on every page,
 * and added or removed rows do not move other rows.
 */
public final class Keyset {

  private Keyset() {}

  /** The reverse order. */
  static List<SortColumn> reversed(List<SortColumn> order) {
    var reversed = new ArrayList<SortColumn>(order.size());
    for (SortColumn sort : order) {
      reversed.add(new SortColumn(sort.column(), !sort.descending(), !sort.nullsFirst()));
    }
    return reversed;
  }

  /**
   * The condition of the rows after the one with these sort values: greater in the first criterion, or equal there and
   * greater in the second, and so on.
   */
  static Condition after(Table table, List<SortColumn> order, List<@Nullable Object> values) {
    return beside(table, order, values, false);
  }

  /** As {@link #after}, including the row itself. The last criterion may be null if the key is an earlier criterion. */
  static Condition from(Table table, List<SortColumn> order, List<@Nullable Object> values) {
    return beside(table, order, values, true);
  }

  private static Condition beside(
      Table table, List<SortColumn> order, List<@Nullable Object> values, boolean inclusive) {
    var alternatives = new ArrayList<Condition>();
    var equal = new ArrayList<Condition>();
    for (int i = 0; i < order.size(); i++) {
      SortColumn sort = order.get(i);
      Object value = values.get(i);
      boolean nullable = table.columns().get(sort.column()).nullable();
      Condition behind = inclusive && i == order.size() - 1
          ? atOrBehind(sort, value)
          : behind(sort, value, nullable);
      if (behind != null) {
        var all = new ArrayList<>(equal);
        all.add(behind);
        alternatives.add(and(all));
      }
      equal.add(
          value == null
              ? new Condition.IsNull(sort.column())
              : new Condition.Compare(sort.column(), Operator.EQ, value));
    }
    Condition whole = or(alternatives);
    SortColumn first = order.get(0);
    Object bound = values.get(0);
    if (bound != null
        && order.size() > 1
        && !table.columns().get(first.column()).nullable()) {
      // Redundant, but databases use an index for a range on one column.
      Operator operator = first.descending() ? Operator.LE : Operator.GE;
      return and(List.of(new Condition.Compare(first.column(), operator, bound), whole));
    }
    return whole;
  }

  /** The row itself and the rows after it in the last criterion. No other row has the same key. */
  private static Condition atOrBehind(SortColumn sort, @Nullable Object value) {
    return value == null
        ? new Condition.IsNull(sort.column())
        : new Condition.Compare(
            sort.column(), sort.descending() ? Operator.LE : Operator.GE, value);
  }

  /** The rows strictly after the given row in one criterion. Null if no such row is possible. */
  private static @Nullable Condition behind(
      SortColumn sort, @Nullable Object value, boolean nullable) {
    if (value == null) {
      return sort.nullsFirst() ? new Condition.Not(new Condition.IsNull(sort.column())) : null;
    }
    Condition beyond =
        new Condition.Compare(sort.column(), sort.descending() ? Operator.LT : Operator.GT, value);
    return nullable && !sort.nullsFirst()
        ? new Condition.Or(List.of(beyond, new Condition.IsNull(sort.column())))
        : beyond;
  }

  /** The rows with one of some primary keys; at least one. */
  public static Condition in(Table table, List<Key> keys) {
    List<Integer> columns = table.key();
    if (columns.size() == 1) {
      var values = new ArrayList<Object>(keys.size());
      for (Key key : keys) {
        values.add(key.value(0));
      }
      return new Condition.In(columns.get(0), values);
    }
    var alternatives = new ArrayList<Condition>(keys.size());
    for (Key key : keys) {
      var all = new ArrayList<Condition>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        all.add(new Condition.Compare(columns.get(i), Operator.EQ, key.value(i)));
      }
      alternatives.add(and(all));
    }
    return or(alternatives);
  }

  public static Condition and(List<Condition> parts) {
    var all = new ArrayList<Condition>();
    for (Condition part : parts) {
      if (!(part instanceof Condition.Always always && always.value())) {
        all.add(part);
      }
    }
    if (all.isEmpty()) {
      return new Condition.Always(true);
    }
    return all.size() == 1 ? all.get(0) : new Condition.And(all);
  }

  private static Condition or(List<Condition> parts) {
    if (parts.isEmpty()) {
      return new Condition.Always(false);
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
  }
}
