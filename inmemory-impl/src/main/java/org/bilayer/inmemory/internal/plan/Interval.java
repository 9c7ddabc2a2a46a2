package org.bilayer.inmemory.internal.plan;

import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Always;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.CompareColumns;
import org.bilayer.store.Condition.Exists;
import org.bilayer.store.Condition.In;
import org.bilayer.store.Condition.IsNull;
import org.bilayer.store.Condition.Match;
import org.bilayer.store.Condition.Matches;
import org.bilayer.store.Condition.Not;
import org.bilayer.store.Condition.Or;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column for which a condition can be true, and whether the condition can be true for null. An interval
 * contains every such value, and may contain others. Immutable.
 *
 * @param low least value, or null for no bound
 * @param lowOpen whether the least value itself is outside
 * @param high greatest value, or null for no bound
 * @param highOpen whether the greatest value itself is outside
 * @param empty whether the condition cannot be true for any value
 * @param nulls whether the condition can be true for null
 */
record Interval(
    @Nullable Object low,
    boolean lowOpen,
    @Nullable Object high,
    boolean highOpen,
    boolean empty,
    boolean nulls) {

  private static final Interval ANYTHING = new Interval(null, false, null, false, false, true);
  private static final Interval ANY_VALUE = new Interval(null, false, null, false, false, false);
  private static final Interval NULL = new Interval(null, false, null, false, true, true);
  private static final Interval NOTHING = new Interval(null, false, null, false, true, false);

  /**
   * The interval of a condition.
   *
   * @param normal a condition in {@link NormalForm}
   * @param fixed by column, the known value of the column, or null if no value is known. If {@code a} is known to be x, the
   *     condition of a page, {@code a > x or (a = x and id > y)}, bounds {@code id}
   */
  static Interval of(
      Condition normal, int column, StoredType type, @Nullable Object[] fixed, TableShape table) {
    return normal.accept(new Bounds(column, type, fixed, table));
  }

  /** The bounds that each kind of condition sets to a column. */
  @SuppressWarnings("ArrayRecordComponent") // a row, never compared
  private record Bounds(
      int column, StoredType type, @Nullable Object[] fixed, TableShape table)
      implements Condition.Visitor<Interval> {

    @Override
    public Interval and(And condition) {
      Interval all = ANYTHING;
      for (Condition part : condition.all()) {
        all = all.and(part.accept(this), type);
      }
      return all;
    }

    @Override
    public Interval or(Or condition) {
      Interval any = NOTHING;
      for (Condition part : condition.any()) {
        any = any.or(part.accept(this), type);
      }
      return any;
    }

    @Override
    public Interval always(Always condition) {
      return condition.value() ? ANYTHING : NOTHING;
    }

    @Override
    public Interval compare(Compare condition) {
      Object known = fixed[condition.column()];
      if (known != null) {
        int sign = table.type(condition.column()).compare(known, condition.value());
        return condition.operator().accepts(sign) ? ANYTHING : NOTHING;
      }
      return condition.column() == column ? comparison(condition) : ANYTHING;
    }

    @Override
    public Interval in(In condition) {
      return condition.column() == column ? hull(condition, type) : ANYTHING;
    }

    @Override
    public Interval isNull(IsNull condition) {
      return condition.column() == column ? NULL : ANYTHING;
    }

    @Override
    public Interval matches(Matches condition) {
      return condition.column() == column ? match(condition) : ANYTHING;
    }

    @Override
    public Interval compareColumns(CompareColumns condition) {
      return condition.left() == column || condition.right() == column ? ANY_VALUE : ANYTHING;
    }

    @Override
    public Interval not(Not condition) {
      return excludesNull(condition.condition(), column) ? ANY_VALUE : ANYTHING;
    }

    @Override
    public Interval exists(Exists condition) {
      return ANYTHING;
    }
  }

  private static Interval comparison(Compare compare) {
    Object value = compare.value();
    return switch (compare.operator()) {
      case EQ -> exactly(value);
      case NE -> ANY_VALUE;
      case LT -> below(value, true);
      case LE -> below(value, false);
      case GT -> above(value, true);
      case GE -> above(value, false);
    };
  }

  private static Interval exactly(Object value) {
    return new Interval(value, false, value, false, false, false);
  }

  private static Interval above(Object low, boolean open) {
    return new Interval(low, open, null, false, false, false);
  }

  private static Interval below(Object high, boolean open) {
    return new Interval(null, false, high, open, false, false);
  }

  private static Interval hull(In in, StoredType type) {
    Interval hull = NOTHING;
    for (Object value : in.values()) {
      hull = hull.or(exactly(value), type);
    }
    return hull;
  }

  /* Code points up to U+10FFFF follow the prefix, so the bound above is the prefix with its last code point raised. */
  private static Interval match(Matches matches) {
    String text = matches.text();
    if (matches.match() != Match.PREFIX || text.isEmpty()) {
      return ANY_VALUE;
    }
    int last = text.codePointBefore(text.length());
    int next = last == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : last + 1;
    if (next > Character.MAX_CODE_POINT) {
      return above(text, false);
    }
    String beginning = text.substring(0, text.length() - Character.charCount(last));
    return new Interval(text, false, beginning + Character.toString(next), true, false, false);
  }

  private static boolean excludesNull(Condition negated, int column) {
    return (negated instanceof IsNull isNull && isNull.column() == column)
        || (negated instanceof In in && in.column() == column)
        || (negated instanceof Matches matches && matches.column() == column);
  }

  /** Whether the interval is one value. */
  boolean isPoint(StoredType type) {
    return !empty
        && low != null
        && high != null
        && !lowOpen
        && !highOpen
        && type.compare(low, high) == 0;
  }

  /** The values of both intervals. */
  private Interval and(Interval other, StoredType type) {
    boolean bothNulls = nulls && other.nulls;
    if (empty || other.empty) {
      return bothNulls ? NULL : NOTHING;
    }
    Interval lower = compareLows(this, other, type) >= 0 ? this : other;
    Interval upper = compareHighs(this, other, type) <= 0 ? this : other;
    if (areDisjoint(lower, upper, type)) {
      return bothNulls ? NULL : NOTHING;
    }
    return between(lower, upper, bothNulls);
  }

  /** The least interval that contains both intervals. */
  private Interval or(Interval other, StoredType type) {
    boolean eitherNulls = nulls || other.nulls;
    if (empty || other.empty) {
      Interval values = empty ? other : this;
      return new Interval(
          values.low, values.lowOpen, values.high, values.highOpen, values.empty, eitherNulls);
    }
    Interval lower = compareLows(this, other, type) <= 0 ? this : other;
    Interval upper = compareHighs(this, other, type) >= 0 ? this : other;
    return between(lower, upper, eitherNulls);
  }

  private static Interval between(Interval lower, Interval upper, boolean nulls) {
    return new Interval(lower.low, lower.lowOpen, upper.high, upper.highOpen, false, nulls);
  }

  /** Compares where two intervals begin: no bound is the least, and an open bound begins behind its value. */
  private static int compareLows(Interval left, Interval right, StoredType type) {
    if (left.low == null || right.low == null) {
      return Boolean.compare(left.low != null, right.low != null);
    }
    int sign = type.compare(left.low, right.low);
    return sign != 0 ? sign : Boolean.compare(left.lowOpen, right.lowOpen);
  }

  /** Compares where two intervals end: no bound is the greatest, and an open bound ends before its value. */
  private static int compareHighs(Interval left, Interval right, StoredType type) {
    if (left.high == null || right.high == null) {
      return Boolean.compare(left.high == null, right.high == null);
    }
    int sign = type.compare(left.high, right.high);
    return sign != 0 ? sign : Boolean.compare(right.highOpen, left.highOpen);
  }

  private static boolean areDisjoint(Interval lower, Interval upper, StoredType type) {
    if (lower.low == null || upper.high == null) {
      return false;
    }
    int sign = type.compare(lower.low, upper.high);
    return sign > 0 || (sign == 0 && (lower.lowOpen || upper.highOpen));
  }
}
