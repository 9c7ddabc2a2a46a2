package org.bilayer.inmemory.internal.plan;

import com.google.common.collect.BoundType;
import com.google.common.collect.Iterables;
import com.google.common.collect.Range;
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
 * @param values the values, or null if the condition is true for no value
 * @param nulls whether the condition can be true if the column is null
 */
record Interval(@Nullable Range<OrderedValue> values, boolean nulls) {

  private static final Interval ANYTHING = new Interval(Range.all(), true);
  private static final Interval ANY_VALUE = new Interval(Range.all(), false);
  private static final Interval NULL = new Interval(null, true);
  private static final Interval NOTHING = new Interval(null, false);

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
        all = all.and(part.accept(this));
      }
      return all;
    }

    @Override
    public Interval or(Or condition) {
      Interval any = NOTHING;
      for (Condition part : condition.any()) {
        any = any.or(part.accept(this));
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
      return condition.column() == column ? comparison(condition, type) : ANYTHING;
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
      return condition.column() == column ? match(condition, type) : ANYTHING;
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

  private static Interval comparison(Compare compare, StoredType type) {
    var value = new OrderedValue(type, compare.value());
    return switch (compare.operator()) {
      case EQ -> between(Range.singleton(value));
      case NE -> ANY_VALUE;
      case LT -> between(Range.lessThan(value));
      case LE -> between(Range.atMost(value));
      case GT -> between(Range.greaterThan(value));
      case GE -> between(Range.atLeast(value));
    };
  }

  private static Interval between(Range<OrderedValue> values) {
    return new Interval(values, false);
  }

  private static Interval hull(In in, StoredType type) {
    return in.values().isEmpty()
        ? NOTHING
        : between(Range.encloseAll(
            Iterables.transform(in.values(), value -> new OrderedValue(type, value))));
  }

  /* Code points up to U+10FFFF follow the prefix, so the bound above is the prefix with its last code point raised. */
  private static Interval match(Matches matches, StoredType type) {
    String text = matches.text();
    if (matches.match() != Match.PREFIX || text.isEmpty()) {
      return ANY_VALUE;
    }
    var least = new OrderedValue(type, text);
    int last = text.codePointBefore(text.length());
    int next = last == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : last + 1;
    if (next > Character.MAX_CODE_POINT) {
      return between(Range.atLeast(least));
    }
    String beginning = text.substring(0, text.length() - Character.charCount(last));
    return between(
        Range.closedOpen(least, new OrderedValue(type, beginning + Character.toString(next))));
  }

  private static boolean excludesNull(Condition negated, int column) {
    return (negated instanceof IsNull isNull && isNull.column() == column)
        || (negated instanceof In in && in.column() == column)
        || (negated instanceof Matches matches && matches.column() == column);
  }

  /** Whether the interval contains one value only. */
  boolean isPoint() {
    return values != null
        && values.hasLowerBound()
        && values.hasUpperBound()
        && values.lowerBoundType() == BoundType.CLOSED
        && values.upperBoundType() == BoundType.CLOSED
        && values.lowerEndpoint().compareTo(values.upperEndpoint()) == 0;
  }

  private Interval and(Interval other) {
    boolean bothNull = nulls && other.nulls;
    if (values == null || other.values == null || !values.isConnected(other.values)) {
      return bothNull ? NULL : NOTHING;
    }
    Range<OrderedValue> common = values.intersection(other.values);
    return new Interval(common.isEmpty() ? null : common, bothNull);
  }

  private Interval or(Interval other) {
    boolean anyNull = nulls || other.nulls;
    if (values == null || other.values == null) {
      return new Interval(values == null ? other.values : values, anyNull);
    }
    return new Interval(values.span(other.values), anyNull);
  }
}
