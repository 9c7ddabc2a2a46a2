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
 * Between which values of one column a condition can be true, and whether it can be true without a value. Never too
 * narrow; may be too wide. Immutable.
 *
 * @param low least value, or null for no bound
 * @param lowOpen whether the least value itself is outside
 * @param high greatest value, or null for no bound
 * @param highOpen whether the greatest value itself is outside
 * @param empty whether it cannot be true for any value
 * @param nulls whether it can be true where the column is null
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
   * @param fixed by column, the value that column is known to have, or null where nothing is known. It is what lets a
   *     page's {@code a > x or (a = x and id > y)} bound {@code id} where {@code a} is x.
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
      case EQ -> new Interval(value, false, value, false, false, false);
      case NE -> ANY_VALUE;
      case LT -> new Interval(null, false, value, true, false, false);
      case LE -> new Interval(null, false, value, false, false, false);
      case GT -> new Interval(value, true, null, false, false, false);
      case GE -> new Interval(value, false, null, false, false, false);
    };
  }

  private static Interval hull(In in, StoredType type) {
    Interval hull = NOTHING;
    for (Object value : in.values()) {
      hull = hull.or(new Interval(value, false, value, false, false, false), type);
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
      return new Interval(text, false, null, false, false, false);
    }
    String beginning = text.substring(0, text.length() - Character.charCount(last));
    return new Interval(text, false, beginning + Character.toString(next), true, false, false);
  }

  private static boolean excludesNull(Condition negated, int column) {
    return (negated instanceof IsNull isNull && isNull.column() == column)
        || (negated instanceof In in && in.column() == column)
        || (negated instanceof Matches matches && matches.column() == column);
  }

  /** Whether it is one value. */
  boolean isPoint(StoredType type) {
    return !empty
        && low != null
        && high != null
        && !lowOpen
        && !highOpen
        && type.compare(low, high) == 0;
  }

  private Interval and(Interval other, StoredType type) {
    boolean none = empty || other.empty;
    boolean null_ = nulls && other.nulls;
    if (none) {
      return null_ ? NULL : NOTHING;
    }
    Object least = low;
    boolean leastOpen = lowOpen;
    if (other.low != null) {
      int sign = least == null ? -1 : type.compare(least, other.low);
      leastOpen = sign == 0 ? lowOpen || other.lowOpen : sign < 0 ? other.lowOpen : lowOpen;
      least = sign < 0 ? other.low : least;
    }
    Object greatest = high;
    boolean greatestOpen = highOpen;
    if (other.high != null) {
      int sign = greatest == null ? 1 : type.compare(greatest, other.high);
      greatestOpen = sign == 0 ? highOpen || other.highOpen : sign > 0 ? other.highOpen : highOpen;
      greatest = sign > 0 ? other.high : greatest;
    }
    if (least != null && greatest != null) {
      int sign = type.compare(least, greatest);
      if (sign > 0 || (sign == 0 && (leastOpen || greatestOpen))) {
        return null_ ? NULL : NOTHING;
      }
    }
    return new Interval(least, leastOpen, greatest, greatestOpen, false, null_);
  }

  private Interval or(Interval other, StoredType type) {
    boolean null_ = nulls || other.nulls;
    if (empty || other.empty) {
      Interval one = empty ? other : this;
      return new Interval(one.low, one.lowOpen, one.high, one.highOpen, one.empty, null_);
    }
    Object least = null;
    boolean leastOpen = false;
    if (low != null && other.low != null) {
      int sign = type.compare(low, other.low);
      least = sign <= 0 ? low : other.low;
      leastOpen = sign == 0 ? lowOpen && other.lowOpen : sign < 0 ? lowOpen : other.lowOpen;
    }
    Object greatest = null;
    boolean greatestOpen = false;
    if (high != null && other.high != null) {
      int sign = type.compare(high, other.high);
      greatest = sign >= 0 ? high : other.high;
      greatestOpen = sign == 0 ? highOpen && other.highOpen : sign > 0 ? highOpen : other.highOpen;
    }
    return new Interval(least, leastOpen, greatest, greatestOpen, false, null_);
  }
}
