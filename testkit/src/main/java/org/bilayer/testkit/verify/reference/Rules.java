package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The rules of the contract, one method for each. A test replaces one method to see that the rule matters. */
class Rules {

  static final Rules OF_THE_CONTRACT = new Rules();

  // --- versions and places ---

  /** "Its version begins at 1." */
  long firstVersion() {
    return 1;
  }

  /** "The version of each changed aggregate goes up by one." */
  long nextVersion(long version) {
    return version + 1;
  }

  /** A list's element is stored with its place, from 0. */
  int place(int index) {
    return index;
  }

  /** "Without a difference nothing is written." */
  boolean isDifferent(String before, String after) {
    return !before.equals(after);
  }

  /** An attempt that fails is undone: rows and loaded objects alike. */
  boolean undoesAttempts() {
    return true;
  }

  /** "Rolls back": nothing of the unit is stored. */
  boolean undoesUnits() {
    return true;
  }

  /** A copy edited elsewhere is refused if the aggregate has another version now. */
  boolean isStale(long expected, long found) {
    return expected != found;
  }

  /** Adding an id that exists is refused. */
  boolean refusesTakenIds() {
    return true;
  }

  // --- truth ---

  /** A comparison with no value is unknown. */
  @Nullable
  Boolean compared(
      StoredType type, @Nullable Object left, Operator operator, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    boolean same = Arrays.deepEquals(new Object[] {left}, new Object[] {right});
    return switch (operator) {
      case EQ -> same;
      case NE -> !same;
      case LT -> order(type, left, right) < 0;
      case LE -> order(type, left, right) <= 0;
      case GT -> order(type, left, right) > 0;
      case GE -> order(type, left, right) >= 0;
    };
  }

  /** The opposite of unknown is unknown. */
  @Nullable
  Boolean not(@Nullable Boolean truth) {
    return truth == null ? null : (Boolean) !truth;
  }

  /** False if one part is, else unknown if one part is, else true. */
  @Nullable
  Boolean and(List<@Nullable Boolean> parts) {
    if (parts.contains(false)) {
      return false;
    }
    return parts.contains(null) ? null : true;
  }

  /** True if one part is, else unknown if one part is, else false. */
  @Nullable
  Boolean or(List<@Nullable Boolean> parts) {
    if (parts.contains(true)) {
      return true;
    }
    return parts.contains(null) ? null : false;
  }

  /** "A row qualifies only where the whole condition is true." */
  boolean qualifies(@Nullable Boolean truth) {
    return truth != null && truth;
  }

  /** Text "that begins with, holds, ends with exactly these characters". */
  boolean matches(Condition.Match match, String value, String text) {
    return switch (match) {
      case PREFIX -> value.startsWith(text);
      case INFIX -> value.contains(text);
      case SUFFIX -> value.endsWith(text);
    };
  }

  // --- order ---

  /** Text by code point, UUIDs and bytes unsigned, the rest by value. */
  int order(StoredType type, Object left, Object right) {
    if (left instanceof String text) {
      return Arrays.compare(
          text.codePoints().toArray(), ((String) right).codePoints().toArray());
    }
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    }
    if (left instanceof UUID uuid) {
      return uuid.toString().compareTo(right.toString());
    }
    return ordered(left, right);
  }

  private static <C> int ordered(C left, Object right) {
    // Values of one column are of one class, which is comparable.
    @SuppressWarnings("unchecked")
    Comparable<Object> comparable = (Comparable<Object>) left;
    return comparable.compareTo(right);
  }

  /** One criterion: rows without a value go where the criterion says, in either direction. */
  int order(SortBy by, StoredType type, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      int sign = left == right ? 0 : left == null ? -1 : 1;
      return by.nullsFirst() ? sign : -sign;
    }
    int sign = order(type, left, right);
    return by.descending() ? -sign : sign;
  }

  /** "Ties are broken by the id, ascending." */
  int tie(int sign) {
    return sign;
  }

  // --- totals ---

  /** "The exact sum, with the attribute's scale." */
  BigDecimal sum(List<BigDecimal> values, int scale) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(scale);
  }

  /** "The average, rounded half even to six digits more than the attribute has", over the rows with a value. */
  BigDecimal average(List<BigDecimal> values, int scale) {
    return sum(values, scale)
        .divide(BigDecimal.valueOf(values.size()), scale + 6, RoundingMode.HALF_EVEN);
  }

  /** Rows without a value in the column by which they are grouped are a group, too. */
  boolean isGroup(List<@Nullable Object> group) {
    return true;
  }

  // --- constraints ---

  /** "A row with a null among them never collides." */
  boolean collide(List<@Nullable Object> one, List<@Nullable Object> other) {
    return !one.contains(null) && Arrays.deepEquals(one.toArray(), other.toArray());
  }

  /** A reference with a null among its columns refers to nothing. */
  boolean refers(List<@Nullable Object> columns) {
    return !columns.contains(null);
  }

  /** A check refuses what is false. */
  boolean passes(@Nullable Boolean truth) {
    return truth == null || truth;
  }
}
