package org.bilayer.engine;

import java.util.List;
import java.util.Objects;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Condition;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an aggregate that is loaded satisfies the condition of a query, by the rules of {@link Condition}. Needed at
 * READ_COMMITTED only, for an aggregate whose row has become newer than its object.
 */
final class ConditionCheck {
  /*
   * Truth values are numbers whose minimum is "and", whose maximum is "or" and whose negative is "not", as in S. C. Kleene's
   * logic of three values. Kept apart from the conditions of the memory backend, which are compiled once for many rows.
   */
  private static final int FALSE = -1;

  private static final int UNKNOWN = 0;
  private static final int TRUE = 1;

  private final Layout<?, ?> layout;
  private final AggregateRows rows;

  private ConditionCheck(Layout<?, ?> layout, AggregateRows rows) {
    this.layout = layout;
    this.rows = rows;
  }

  /** Whether the rows of an aggregate satisfy a condition on its root. */
  static boolean holds(Condition condition, Layout<?, ?> layout, AggregateRows rows) {
    return new ConditionCheck(layout, rows).truth(condition, layout.root(), rows.root()) == TRUE;
  }

  private int truth(Condition condition, Table table, @Nullable Object[] row) {
    if (condition instanceof Condition.Always always) {
      return truth(always.value());
    }
    if (condition instanceof Condition.Compare compare) {
      Object left = row[compare.column()];
      return left == null
          ? UNKNOWN
          : truth(compare
              .operator()
              .accepts(table.type(compare.column()).compare(left, compare.value())));
    }
    if (condition instanceof Condition.CompareColumns compare) {
      Object left = row[compare.left()];
      Object right = row[compare.right()];
      return left == null || right == null
          ? UNKNOWN
          : truth(compare.operator().accepts(table.type(compare.left()).compare(left, right)));
    }
    if (condition instanceof Condition.In in) {
      Object value = row[in.column()];
      StoredType type = table.type(in.column());
      return value == null
          ? UNKNOWN
          : truth(in.values().stream().anyMatch(one -> type.compare(value, one) == 0));
    }
    if (condition instanceof Condition.IsNull isNull) {
      return truth(row[isNull.column()] == null);
    }
    if (condition instanceof Condition.Matches matches) {
      return row[matches.column()] instanceof String text ? truth(matches(matches, text)) : UNKNOWN;
    }
    if (condition instanceof Condition.And and) {
      int truth = TRUE;
      for (Condition part : and.all()) {
        truth = Math.min(truth, truth(part, table, row));
      }
      return truth;
    }
    if (condition instanceof Condition.Or or) {
      int truth = FALSE;
      for (Condition part : or.any()) {
        truth = Math.max(truth, truth(part, table, row));
      }
      return truth;
    }
    if (condition instanceof Condition.Not not) {
      return -truth(not.condition(), table, row);
    }
    if (condition instanceof Condition.Exists exists) {
      return truth(exists(exists, table, row));
    }
    throw new AssertionError("a node of the sealed tree is missing here: " + condition);
  }

  private static int truth(boolean known) {
    return known ? TRUE : FALSE;
  }

  private static boolean matches(Condition.Matches matches, String text) {
    return switch (matches.match()) {
      case PREFIX -> text.startsWith(matches.text());
      case INFIX -> text.contains(matches.text());
      case SUFFIX -> text.endsWith(matches.text());
    };
  }

  /** The key of an owned row begins with that of its owner. */
  private boolean exists(Condition.Exists exists, Table owner, @Nullable Object[] row) {
    Table owned = exists.table();
    Key key = Loader.keyOf(owner, row);
    List<Integer> ownerKey = owned.key().subList(0, owner.key().size());
    for (@Nullable Object[] candidate : rows.owned().get(layout.owned().indexOf(owned))) {
      if (key.equals(Objects.requireNonNull(Key.from(candidate, ownerKey), "part of a primary key"))
          && truth(exists.condition(), owned, candidate) == TRUE) {
        return true;
      }
    }
    return false;
  }
}
