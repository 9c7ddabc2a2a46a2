package org.bilayer.testkit.verify;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Operator;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/** What the condition of a check says about one row, in SQL's three-valued logic. */
final class Rule {

  private Rule() {}

  /** Whether a check lets the row pass: it refuses only what is false. */
  static boolean letsPass(Table table, Condition condition, @Nullable Object[] row) {
    return !Boolean.FALSE.equals(truth(table, condition, row));
  }

  /** True, false, or null where a missing value leaves it open. */
  private static @Nullable Boolean truth(Table table, Condition condition, @Nullable Object[] row) {
    if (condition instanceof Condition.Always always) {
      return always.value();
    }
    if (condition instanceof Condition.Compare compare) {
      return compared(
          table, compare.column(), row[compare.column()], compare.operator(), compare.value());
    }
    if (condition instanceof Condition.CompareColumns compare) {
      return compared(
          table, compare.left(), row[compare.left()], compare.operator(), row[compare.right()]);
    }
    if (condition instanceof Condition.In in) {
      Object value = row[in.column()];
      return value == null
          ? null
          : (Boolean) in.values().stream()
              .anyMatch(each -> table.type(in.column()).compare(value, each) == 0);
    }
    if (condition instanceof Condition.IsNull isNull) {
      return row[isNull.column()] == null;
    }
    if (condition instanceof Condition.Matches matches) {
      String value = (String) row[matches.column()];
      return value == null
          ? null
          : (Boolean)
              switch (matches.match()) {
                case PREFIX -> value.startsWith(matches.text());
                case INFIX -> value.contains(matches.text());
                case SUFFIX -> value.endsWith(matches.text());
              };
    }
    if (condition instanceof Condition.Not not) {
      Boolean truth = truth(table, not.condition(), row);
      return truth == null ? null : (Boolean) !truth;
    }
    return condition instanceof Condition.And and
        ? all(table, and.all(), row, false)
        : condition instanceof Condition.Or or ? all(table, or.any(), row, true) : null;
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
  static Set<Integer> columns(Condition condition) {
    var columns = new TreeSet<Integer>();
    addColumns(condition, columns);
    return columns;
  }

  private static void addColumns(Condition condition, Set<Integer> into) {
    if (condition instanceof Condition.Compare compare) {
      into.add(compare.column());
    } else if (condition instanceof Condition.CompareColumns compare) {
      into.add(compare.left());
      into.add(compare.right());
    } else if (condition instanceof Condition.In in) {
      into.add(in.column());
    } else if (condition instanceof Condition.IsNull isNull) {
      into.add(isNull.column());
    } else if (condition instanceof Condition.Matches matches) {
      into.add(matches.column());
    } else if (condition instanceof Condition.Not not) {
      addColumns(not.condition(), into);
    } else if (condition instanceof Condition.And and) {
      and.all().forEach(part -> addColumns(part, into));
    } else if (condition instanceof Condition.Or or) {
      or.any().forEach(part -> addColumns(part, into));
    }
  }

  /** Whether two stored values of a column are the same, or both missing. */
  static boolean isSame(Table table, int column, @Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    return table.type(column).same(one, other);
  }
}
