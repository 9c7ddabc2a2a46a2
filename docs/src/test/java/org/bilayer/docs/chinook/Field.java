package org.bilayer.docs.chinook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bilayer.docs.chinook.ChinookFile.Row;
import org.bilayer.query.Attribute;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;

/**
 * An attribute as the model and the file have it, to make conditions and orders of at random.
 *
 * @param rows where values are taken from
 * @param order of the values
 */
record Field<T, V>(
    Attribute<T, V> attribute,
    List<Row> rows,
    Function<Row, @Nullable V> inFile,
    Comparator<V> order) {

  /** A condition and what it means for a row of the file. */
  record Condition<T>(Specification<T> asked, Function<Row, Truth> meant) {

    Condition<T> and(Condition<T> other) {
      return new Condition<>(
          asked.and(other.asked), row -> meant.apply(row).and(other.meant.apply(row)));
    }

    Condition<T> or(Condition<T> other) {
      return new Condition<>(
          asked.or(other.asked), row -> meant.apply(row).or(other.meant.apply(row)));
    }

    Condition<T> not() {
      return new Condition<>(asked.not(), row -> meant.apply(row).not());
    }
  }

  /** A criterion and what it means for rows of the file. */
  record Criterion<T>(Sort<T> asked, Comparator<Row> meant) {}

  static <T, V extends Comparable<? super V>> Field<T, V> of(
      Attribute<T, V> attribute, List<Row> rows, Function<Row, @Nullable V> inFile) {
    return new Field<>(attribute, rows, inFile, Comparator.naturalOrder());
  }

  static <T> Field<T, String> text(Attribute<T, String> attribute, List<Row> rows, String column) {
    return new Field<>(attribute, rows, row -> row.textOrNull(column), ListAnswers.BY_CODE_POINT);
  }

  Condition<T> condition(Random random) {
    V value = value(random);
    if (value instanceof String text && random.nextBoolean()) {
      return search(text, random);
    }
    return switch (random.nextInt(11)) {
      case 0 -> compared(attribute.eq(value), sign -> sign == 0, value);
      case 1 -> compared(attribute.ne(value), sign -> sign != 0, value);
      case 2 -> compared(attribute.lt(value), sign -> sign < 0, value);
      case 3 -> compared(attribute.le(value), sign -> sign <= 0, value);
      case 4 -> compared(attribute.gt(value), sign -> sign > 0, value);
      case 5 -> compared(attribute.ge(value), sign -> sign >= 0, value);
      case 6 -> {
        V to = value(random);
        yield known(
            attribute.fromUntil(value, to),
            found -> order.compare(found, value) >= 0 && order.compare(found, to) < 0);
      }
      case 7 -> {
        List<V> values = values(random);
        yield values.isEmpty()
            ? new Condition<>(attribute.in(values), row -> Truth.FALSE)
            : known(attribute.in(values), values::contains);
      }
      case 8 -> {
        List<V> values = values(random);
        yield values.isEmpty()
            ? new Condition<>(attribute.notIn(values), row -> Truth.TRUE)
            : known(attribute.notIn(values), found -> !values.contains(found));
      }
      case 9 -> new Condition<>(attribute.isNull(), row -> Truth.of(inFile.apply(row) == null));
      default -> new Condition<>(attribute.isNotNull(), row -> Truth.of(inFile.apply(row) != null));
    };
  }

  private Condition<T> search(String text, Random random) {
    int length = text.codePointCount(0, text.length());
    int first = random.nextInt(length);
    int last = Math.min(length, first + 1 + random.nextInt(4));
    int start = text.offsetByCodePoints(0, first);
    int end = text.offsetByCodePoints(0, last);
    return switch (random.nextInt(3)) {
      case 0 -> {
        String part = text.substring(0, text.offsetByCodePoints(0, last - first));
        yield known(attribute.startsWith(part), found -> ((String) found).startsWith(part));
      }
      case 1 -> {
        String part = text.substring(start, end);
        yield known(attribute.contains(part), found -> ((String) found).contains(part));
      }
      default -> {
        String part = text.substring(start);
        yield known(attribute.endsWith(part), found -> ((String) found).endsWith(part));
      }
    };
  }

  private Condition<T> compared(Specification<T> asked, Predicate<Integer> sign, V value) {
    return known(asked, found -> sign.test(order.compare(found, value)));
  }

  /** A condition that is unknown where there is no value. */
  private Condition<T> known(Specification<T> asked, Predicate<V> meant) {
    return new Condition<>(asked, row -> {
      V found = inFile.apply(row);
      return found == null ? Truth.UNKNOWN : Truth.of(meant.test(found));
    });
  }

  Criterion<T> criterion(Random random) {
    boolean descending = random.nextBoolean();
    boolean nullsFirst = random.nextBoolean();
    Sort<T> asked = descending ? attribute.desc() : attribute.asc();
    Comparator<V> directed = descending ? order.reversed() : order;
    return new Criterion<>(
        nullsFirst ? asked.nullsFirst() : asked.nullsLast(),
        Comparator.comparing(
            inFile, nullsFirst ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed)));
  }

  private V value(Random random) {
    while (true) {
      V value = inFile.apply(rows.get(random.nextInt(rows.size())));
      if (value != null) {
        return value;
      }
    }
  }

  /** Some values, seldom none. */
  private List<V> values(Random random) {
    var values = new ArrayList<V>();
    for (int i = random.nextInt(8); i > 0; i--) {
      values.add(value(random));
    }
    return values;
  }
}
