package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** A condition on the columns of one joined row, as a condition on the table of that row. */
final class JoinedCondition {

  private final Table table;
  private final int join;

  private JoinedCondition(Table table, int join) {
    this.table = table;
    this.join = join;
  }

  /** The condition with positions of the target's table; null if it is about other columns as well. */
  static @Nullable Condition on(Condition condition, Table table, int join) {
    return new JoinedCondition(table, join).moved(condition);
  }

  private @Nullable Condition moved(Condition condition) {
    for (int column : condition.columns()) {
      if (!table.isJoined(column) || table.joined(column).join() != join) {
        return null;
      }
    }
    if (condition instanceof Condition.Compare compare) {
      return new Condition.Compare(at(compare.column()), compare.operator(), compare.value());
    }
    if (condition instanceof Condition.CompareColumns compare) {
      return new Condition.CompareColumns(
          at(compare.left()), compare.operator(), at(compare.right()));
    }
    if (condition instanceof Condition.In in) {
      return new Condition.In(at(in.column()), in.values());
    }
    if (condition instanceof Condition.IsNull isNull) {
      return new Condition.IsNull(at(isNull.column()));
    }
    if (condition instanceof Condition.Matches matches) {
      return new Condition.Matches(at(matches.column()), matches.match(), matches.text());
    }
    if (condition instanceof Condition.Not not) {
      Condition part = moved(not.condition());
      return part == null ? null : new Condition.Not(part);
    }
    List<Condition> parts = moved(condition.parts());
    if (parts != null && condition instanceof Condition.And) {
      return new Condition.And(parts);
    }
    return parts != null && condition instanceof Condition.Or ? new Condition.Or(parts) : null;
  }

  private @Nullable List<Condition> moved(List<Condition> parts) {
    var moved = new ArrayList<Condition>(parts.size());
    for (Condition part : parts) {
      Condition one = moved(part);
      if (one == null) {
        return null;
      }
      moved.add(one);
    }
    return moved;
  }

  private int at(int column) {
    return table.joined(column).column();
  }
}
