package org.bilayer.testkit.verify.mapping;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** What the condition of a check says about one row, in SQL's three-valued logic. */
public final class Rule {

  private Rule() {}

  /** Whether a check lets the row pass: it refuses only what is false. */
  public static boolean letsPass(Table table, Condition condition, @Nullable Object[] row) {
    return !Boolean.FALSE.equals(truth(table, condition, row));
  }

  /** True, false, or null where a missing value leaves it open. */
  public static @Nullable Boolean truth(Table table, Condition condition, @Nullable Object[] row) {
    return condition.accept(new Truth(table, row)).orElse(null);
  }

  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  private record Truth(Table table, @Nullable Object[] row)
      implements Condition.Visitor<Optional<Boolean>> {

    @Override
    public Optional<Boolean> always(Condition.Always always) {
      return Optional.of(always.value());
    }

    @Override
    public Optional<Boolean> compare(Condition.Compare compare) {
      return Optional.ofNullable(compared(
          table, compare.column(), row[compare.column()], compare.operator(), compare.value()));
    }

    @Override
    public Optional<Boolean> compareColumns(Condition.CompareColumns compare) {
      return Optional.ofNullable(compared(
          table, compare.left(), row[compare.left()], compare.operator(), row[compare.right()]));
    }

    @Override
    public Optional<Boolean> in(Condition.In in) {
      Object value = row[in.column()];
      return Optional.ofNullable(
          value == null
              ? null
              : (Boolean) in.values().stream()
                  .anyMatch(each -> table.type(in.column()).compare(value, each) == 0));
    }

    @Override
    public Optional<Boolean> isNull(Condition.IsNull isNull) {
      return Optional.of(row[isNull.column()] == null);
    }

    @Override
    public Optional<Boolean> matches(Condition.Matches matches) {
      String value = (String) row[matches.column()];
      return Optional.ofNullable(
          value == null
              ? null
              : (Boolean)
                  switch (matches.match()) {
                    case PREFIX -> value.startsWith(matches.text());
                    case INFIX -> value.contains(matches.text());
                    case SUFFIX -> value.endsWith(matches.text());
                  });
    }

    @Override
    public Optional<Boolean> and(Condition.And and) {
      return Optional.ofNullable(all(table, and.all(), row, false));
    }

    @Override
    public Optional<Boolean> or(Condition.Or or) {
      return Optional.ofNullable(all(table, or.any(), row, true));
    }

    @Override
    public Optional<Boolean> not(Condition.Not not) {
      Boolean truth = truth(table, not.condition(), row);
      return Optional.ofNullable(truth == null ? null : (Boolean) !truth);
    }

    /** A check is about the columns of its own row; the model refuses others. */
    @Override
    public Optional<Boolean> exists(Condition.Exists exists) {
      return Optional.empty();
    }
  }

  /** The value that decides if one part has it, else unknown if one part is, else the other value. */
  private static @Nullable Boolean all(
      Table table, List<Condition> parts, @Nullable Object[] row, boolean decides) {
    boolean isOpen = false;
    for (Condition part : parts) {
      Boolean truth = truth(table, part, row);
      if (truth == null) {
        isOpen = true;
      } else if (truth == decides) {
        return decides;
      }
    }
    return isOpen ? null : (Boolean) !decides;
  }

  private static @Nullable Boolean compared(
      Table table, int column, @Nullable Object left, Operator operator, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    int sign = table.type(column).compare(left, right);
    return switch (operator) {
      case EQ -> sign == 0;
      case NE -> sign != 0;
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
    };
  }

  /** The columns that a condition is about. */
  public static Set<Integer> columns(Condition condition) {
    var columns = new TreeSet<Integer>();
    addColumns(condition, columns);
    return columns;
  }

  private static void addColumns(Condition condition, Set<Integer> into) {
    if (!(condition instanceof Condition.Exists)) {
      into.addAll(condition.columns());
      condition.parts().forEach(part -> addColumns(part, into));
    }
  }

  /** Whether two stored values of a column are the same, or both missing. */
  public static boolean isSame(
      Table table, int column, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    return table.type(column).same(one, other);
  }
}
