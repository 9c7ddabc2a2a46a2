package org.bilayer.engine.query;

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
 * Tests whether a loaded aggregate satisfies the condition of a query, by the rules of {@link Condition}. Necessary
 * at READ_COMMITTED only, if the row of an aggregate is newer than the loaded object.
 */
public final class ConditionCheck implements Condition.Visitor<Integer> {
  /*
   * Truth values are numbers: the minimum is "and", the maximum is "or", and the negative is "not", as in the
   * three-valued logic of S. C. Kleene. The memory backend has its own code for conditions, because it compiles a
   * condition once for many rows.
   */
  private static final int FALSE = -1;

  private static final int UNKNOWN = 0;
  private static final int TRUE = 1;

  private final Layout<?, ?> layout;
  private final AggregateRows rows;

  /** The table and the row of the condition. */
  private final Table table;

  private final @Nullable Object[] row;

  private ConditionCheck(
      Layout<?, ?> layout, AggregateRows rows, Table table, @Nullable Object[] row) {
    this.layout = layout;
    this.rows = rows;
    this.table = table;
    this.row = row;
  }

  /**
   * Whether the rows of an aggregate satisfy a condition on its root.
   *
   * @param table of the condition
   * @param row the root's, as a row of this table
   */
  public static boolean holds(
      Table table,
      Condition condition,
      Layout<?, ?> layout,
      AggregateRows rows,
      @Nullable Object[] row) {
    return new ConditionCheck(layout, rows, table, row).truth(condition) == TRUE;
  }

  private int truth(Condition condition) {
    return condition.accept(this);
  }

  @Override
  public Integer always(Condition.Always always) {
    return truth(always.value());
  }

  @Override
  public Integer compare(Condition.Compare compare) {
    Object left = row[compare.column()];
    if (left == null) {
      return UNKNOWN;
    }
    int sign = table.type(compare.column()).compare(left, compare.value());
    return truth(compare.operator().accepts(sign));
  }

  @Override
  public Integer compareColumns(Condition.CompareColumns compare) {
    Object left = row[compare.left()];
    Object right = row[compare.right()];
    if (left == null || right == null) {
      return UNKNOWN;
    }
    return truth(compare.operator().accepts(table.type(compare.left()).compare(left, right)));
  }

  @Override
  public Integer in(Condition.In in) {
    Object value = row[in.column()];
    if (value == null) {
      return UNKNOWN;
    }
    StoredType type = table.type(in.column());
    return truth(in.values().stream().anyMatch(one -> type.compare(value, one) == 0));
  }

  @Override
  public Integer isNull(Condition.IsNull isNull) {
    return truth(row[isNull.column()] == null);
  }

  @Override
  public Integer matches(Condition.Matches matches) {
    return row[matches.column()] instanceof String text ? truth(holds(matches, text)) : UNKNOWN;
  }

  @Override
  public Integer and(Condition.And and) {
    int truth = TRUE;
    for (Condition part : and.all()) {
      truth = Math.min(truth, truth(part));
    }
    return truth;
  }

  @Override
  public Integer or(Condition.Or or) {
    int truth = FALSE;
    for (Condition part : or.any()) {
      truth = Math.max(truth, truth(part));
    }
    return truth;
  }

  @Override
  public Integer not(Condition.Not not) {
    return -truth(not.condition());
  }

  /** The key of an owned row begins with that of its owner. */
  @Override
  public Integer exists(Condition.Exists exists) {
    Table owned = exists.table();
    Key key = RowKeys.keyOf(table, row);
    List<Integer> ownerKey = owned.key().subList(0, table.key().size());
    for (@Nullable Object[] candidate : rows.owned().get(layout.owned().indexOf(owned))) {
      if (key.equals(Objects.requireNonNull(Key.from(candidate, ownerKey), "part of a primary key"))
          && new ConditionCheck(layout, rows, owned, candidate).truth(exists.condition()) == TRUE) {
        return TRUE;
      }
    }
    return FALSE;
  }

  private static int truth(boolean known) {
    return known ? TRUE : FALSE;
  }

  private static boolean holds(Condition.Matches matches, String text) {
    return switch (matches.match()) {
      case PREFIX -> text.startsWith(matches.text());
      case INFIX -> text.contains(matches.text());
      case SUFFIX -> text.endsWith(matches.text());
    };
  }
}
