package org.bilayer.contracts.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.query.Specification;
import org.bilayer.store.Operator;
import org.jspecify.annotations.Nullable;

/** The claims that can be made of one attribute. */
final class Claims<V> {

  private static final int NEITHER = 0;

  private final Column<Specimen, V> column;
  private final TypeFacts<V> type;

  private Claims(Column<Specimen, V> column, TypeFacts<V> type) {
    this.column = column;
    this.type = type;
  }

  /** Claims of an attribute, which is one of the pair that the type knows. */
  static <V> Claims<V> of(Column<Specimen, V> column, TypeFacts<V> type) {
    return new Claims<>(column, type);
  }

  /** Claims of both attributes of a type. */
  static <V> List<Claims<V>> of(TypeFacts<V> type) {
    return List.of(of(type.pair().required(), type), of(type.pair().optional(), type));
  }

  private Claim<Specimen> compared(
      String operator, V value, Specification<Specimen> condition, IntPredicate accepts) {
    return new Claim<>(
        column + " " + operator + " " + shown(value),
        condition,
        specimen -> ExpectedTruth.compared(
            column.valueOf(specimen), found -> accepts.test(type.order().compare(found, value))));
  }

  Claim<Specimen> eq(V value) {
    return compared("=", value, column.eq(value), sign -> sign == NEITHER);
  }

  Claim<Specimen> ne(V value) {
    return compared("<>", value, column.ne(value), sign -> sign != NEITHER);
  }

  Claim<Specimen> lt(V value) {
    return compared("<", value, column.lt(value), sign -> sign < 0);
  }

  Claim<Specimen> le(V value) {
    return compared("<=", value, column.le(value), sign -> sign <= 0);
  }

  Claim<Specimen> gt(V value) {
    return compared(">", value, column.gt(value), sign -> sign > 0);
  }

  Claim<Specimen> ge(V value) {
    return compared(">=", value, column.ge(value), sign -> sign >= 0);
  }

  Claim<Specimen> between(V from, V to) {
    Claim<Specimen> parts = ge(from).and(le(to));
    return new Claim<>(
        column + " between " + shown(from) + " and " + shown(to),
        column.between(from, to),
        parts.meaning());
  }

  Claim<Specimen> fromUntil(V from, V to) {
    Claim<Specimen> parts = ge(from).and(lt(to));
    return new Claim<>(
        column + " from " + shown(from) + " until " + shown(to),
        column.fromUntil(from, to),
        parts.meaning());
  }

  Claim<Specimen> in(Collection<V> values) {
    return new Claim<>(
        column + " in " + values.stream().map(Claims::shown).toList(),
        column.in(values),
        specimen -> values.isEmpty()
            ? ExpectedTruth.FALSE
            : ExpectedTruth.compared(column.valueOf(specimen), found -> isAmong(found, values)));
  }

  Claim<Specimen> notIn(Collection<V> values) {
    Claim<Specimen> in = in(values);
    return new Claim<>("not: " + in, column.notIn(values), in.not().meaning());
  }

  private boolean isAmong(V found, Collection<V> values) {
    return values.stream().anyMatch(value -> type.order().compare(found, value) == 0);
  }

  Claim<Specimen> isNull() {
    return new Claim<>(
        column + " is null",
        column.isNull(),
        specimen -> ExpectedTruth.of(column.valueOf(specimen) == null));
  }

  Claim<Specimen> isNotNull() {
    return new Claim<>(
        column + " is not null",
        column.isNotNull(),
        specimen -> ExpectedTruth.of(column.valueOf(specimen) != null));
  }

  /** This attribute against another of the same type. */
  Claim<Specimen> compared(Operator operator, Column<Specimen, V> other) {
    return compared(operator, other, type.order());
  }

  /** This attribute against another, under an order that knows the values of both. */
  Claim<Specimen> compared(Operator operator, Column<Specimen, V> other, Comparator<V> order) {
    return new Claim<>(
        column + " " + operator.symbol() + " " + other, condition(operator, other), specimen -> {
          @Nullable V mine = column.valueOf(specimen);
          @Nullable V theirs = other.valueOf(specimen);
          return mine == null || theirs == null
              ? ExpectedTruth.UNKNOWN
              : ExpectedTruth.of(holds(operator, order.compare(mine, theirs)));
        });
  }

  private Specification<Specimen> condition(Operator operator, Column<Specimen, V> other) {
    return switch (operator) {
      case EQ -> column.eq(other);
      case NE -> column.ne(other);
      case LT -> column.lt(other);
      case LE -> column.le(other);
      case GT -> column.gt(other);
      case GE -> column.ge(other);
    };
  }

  private static boolean holds(Operator operator, int sign) {
    return switch (operator) {
      case EQ -> sign == 0;
      case NE -> sign != 0;
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
    };
  }

  /** The three searches for a text in a text attribute. */
  static List<Claim<Specimen>> searches(Column<Specimen, String> column, String text) {
    return List.of(
        search("starts with", column, text, column.startsWith(text), String::startsWith),
        search("contains", column, text, column.contains(text), String::contains),
        search("ends with", column, text, column.endsWith(text), String::endsWith));
  }

  private static Claim<Specimen> search(
      String verb,
      Column<Specimen, String> column,
      String text,
      Specification<Specimen> condition,
      BiPredicate<String, String> holds) {
    return new Claim<>(
        column + " " + verb + " " + shown(text),
        condition,
        specimen ->
            ExpectedTruth.compared(column.valueOf(specimen), found -> holds.test(found, text)));
  }

  /** Every comparison with a value that the type has. */
  List<Claim<Specimen>> with(V value) {
    var claims = new ArrayList<Claim<Specimen>>();
    if (type.hasEquality()) {
      claims.addAll(List.of(eq(value), ne(value)));
    }
    if (type.hasOrder()) {
      claims.addAll(List.of(lt(value), le(value), gt(value), ge(value)));
    }
    return claims;
  }

  /** Any claim of this attribute. */
  Claim<Specimen> drawn(Random random) {
    if (random.nextInt(8) == 0) {
      return random.nextBoolean() ? isNull() : isNotNull();
    }
    if (type.hasEquality() && random.nextInt(4) == 0) {
      List<V> values = List.of(value(random), value(random), value(random));
      return random.nextBoolean() ? in(values) : notIn(values);
    }
    return Population.one(with(value(random)), random);
  }

  private V value(Random random) {
    return Population.one(type.values(), random);
  }

  private static String shown(@Nullable Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : "<" + value + ">";
  }
}
