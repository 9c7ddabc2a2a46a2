package org.bilayer.contracts.query;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.query.Sort;
import org.jspecify.annotations.Nullable;

/**
 * A criterion of a sort, and beside it what it means, told over domain objects.
 *
 * @param text how to write it, for a failure's message
 */
record Criterion(String text, Sort<Specimen> order, Comparator<Specimen> meaning) {

  static <V> Criterion of(
      TypeFacts<V> type, Column<Specimen, V> column, boolean descending, boolean nullsFirst) {
    Sort<Specimen> order = descending ? column.desc() : column.asc();
    Comparator<V> values = descending ? type.order().reversed() : type.order();
    return new Criterion(
        column
            + (descending ? " descending" : " ascending")
            + (column.isNullable() ? nullsFirst ? " nulls first" : " nulls last" : ""),
        column.isNullable() ? nullsFirst ? order.nullsFirst() : order.nullsLast() : order,
        (a, b) -> compared(column.valueOf(a), column.valueOf(b), values, nullsFirst));
  }

  private static <V> int compared(
      @Nullable V a, @Nullable V b, Comparator<V> values, boolean nullsFirst) {
    if (a == null || b == null) {
      int absentLast = Boolean.compare(a == null, b == null);
      return nullsFirst ? -absentLast : absentLast;
    }
    return values.compare(a, b);
  }

  /** Both directions of an attribute, with both places for absent values. */
  static <V> List<Criterion> all(TypeFacts<V> type, Column<Specimen, V> column) {
    return List.of(
        of(type, column, false, false),
        of(type, column, false, true),
        of(type, column, true, false),
        of(type, column, true, true));
  }

  /** Any criterion of any type that has an order. */
  static Criterion drawn(Random random) {
    List<TypeFacts<?>> ordered =
        TypeFacts.ALL.stream().filter(TypeFacts::hasOrder).toList();
    return drawn(Population.one(ordered, random), random);
  }

  private static <V> Criterion drawn(TypeFacts<V> type, Random random) {
    Column<Specimen, V> column =
        random.nextBoolean() ? type.pair().required() : type.pair().optional();
    return of(type, column, random.nextBoolean(), random.nextBoolean());
  }

  /** What several criteria mean together: the first that decides, and the id in the end. */
  static Comparator<Specimen> meaning(List<Criterion> criteria) {
    Comparator<Specimen> meaning = criteria.get(0).meaning;
    for (Criterion criterion : criteria.subList(1, criteria.size())) {
      meaning = meaning.thenComparing(criterion.meaning);
    }
    return meaning.thenComparing(Specimen::id);
  }

  @Override
  public String toString() {
    return text;
  }
}
