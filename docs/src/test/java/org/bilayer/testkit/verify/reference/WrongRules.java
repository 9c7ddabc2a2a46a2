package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.store.Operator;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Rules of the reference model, each with one mistake. */
final class WrongRules {

  private WrongRules() {}

  static Map<String, Rules> all() {
    var all = new LinkedHashMap<String, Rules>();
    all.put("versions begin at 0", new Rules() {
      @Override
      long firstVersion() {
        return 0;
      }
    });
    all.put("an update keeps the version", new Rules() {
      @Override
      long nextVersion(long version) {
        return version;
      }
    });
    all.put("places in lists begin at 1", new Rules() {
      @Override
      int place(int index) {
        return index + 1;
      }
    });
    all.put("an update without a difference is written", new Rules() {
      @Override
      boolean isDifferent(String before, String after) {
        return true;
      }
    });
    all.put("an attempt is not undone", new Rules() {
      @Override
      boolean undoesAttempts() {
        return false;
      }
    });
    all.put("a rollback keeps everything", new Rules() {
      @Override
      boolean undoesUnits() {
        return false;
      }
    });
    all.put("versions brought from outside are not looked at", new Rules() {
      @Override
      boolean isStale(long expected, long found) {
        return false;
      }
    });
    all.put("an addition overwrites", new Rules() {
      @Override
      boolean refusesTakenIds() {
        return false;
      }
    });
    all.put("different from a value holds for no value", new Rules() {
      @Override
      @Nullable
      Boolean compared(
          StoredType type, @Nullable Object left, Operator operator, @Nullable Object right) {
        return left == null && operator == Operator.NE
            ? Boolean.TRUE
            : super.compared(type, left, operator, right);
      }
    });
    all.put("less or equal is less", new Rules() {
      @Override
      @Nullable
      Boolean compared(
          StoredType type, @Nullable Object left, Operator operator, @Nullable Object right) {
        return super.compared(type, left, operator == Operator.LE ? Operator.LT : operator, right);
      }
    });
    all.put("the opposite of unknown is true", new Rules() {
      @Override
      @Nullable
      Boolean not(@Nullable Boolean truth) {
        return truth == null || !truth;
      }
    });
    all.put("unknown qualifies", new Rules() {
      @Override
      boolean qualifies(@Nullable Boolean truth) {
        return truth == null || truth;
      }
    });
    all.put("text is sorted by UTF-16", new Rules() {
      @Override
      int order(StoredType type, Object left, Object right) {
        return left instanceof String text
            ? text.compareTo((String) right)
            : super.order(type, left, right);
      }
    });
    all.put("no value goes to the other end when descending", new Rules() {
      @Override
      int order(SortBy by, StoredType type, @Nullable Object left, @Nullable Object right) {
        return (left == null || right == null) && by.descending()
            ? -super.order(by, type, left, right)
            : super.order(by, type, left, right);
      }
    });
    all.put("ties go the other way", new Rules() {
      @Override
      int tie(int sign) {
        return -sign;
      }
    });
    all.put("an average has three digits more", new Rules() {
      @Override
      BigDecimal average(List<BigDecimal> values, int scale) {
        return super.average(values, scale).setScale(scale + 3, RoundingMode.HALF_EVEN);
      }
    });
    all.put("rows without a value are no group", new Rules() {
      @Override
      boolean isGroup(List<@Nullable Object> group) {
        return !group.contains(null);
      }
    });
    all.put("two without a value collide in a unique key", new Rules() {
      @Override
      boolean collide(List<@Nullable Object> one, List<@Nullable Object> other) {
        return one.equals(other);
      }
    });
    all.put("an absent reference refers to nothing that is there", new Rules() {
      @Override
      boolean refers(List<@Nullable Object> columns) {
        return true;
      }
    });
    all.put("a check fails without a value", new Rules() {
      @Override
      boolean passes(@Nullable Boolean truth) {
        return truth != null && truth;
      }
    });
    return all;
  }
}
