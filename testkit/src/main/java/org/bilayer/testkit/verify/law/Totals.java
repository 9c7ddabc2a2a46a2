package org.bilayer.testkit.verify.law;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Checks {@code TOTALS}: loops over the stored rows. */
final class Totals implements Check {

  private static final int COLUMNS = 3;

  /** Digits of an average behind those of its attribute. */
  private static final int MORE_DIGITS = 6;

  /** A condition, and which rows satisfy it. */
  private record Part<T, I>(String name, Specification<T> where, List<Kept<T, I>> rows) {}

  @Override
  public <T, I> void check(Subject<T, I> subject) {
    if (subject.some(List.of(true, false), 1).get(0)) {
      makeExtreme(subject);
    }
    List<Kept<T, I>> kept = subject.kept();
    List<Column<T, ?>> columns = subject.mapping().attributes().columns();
    try (UnitOfWork work = subject.scene().begin()) {
      Repository<T, I> repository = subject.in(work);
      for (Column<T, ?> column : subject.some(columns, COLUMNS)) {
        List<Part<T, I>> parts = parts(subject, column, kept);
        parts.forEach(part -> counts(repository, part));
        parts.forEach(part -> totals(subject, repository, column, part));
        selected(subject, repository, column, kept);
        for (Column<T, ?> other : subject.some(columns, 1)) {
          groups(subject, repository, column, other, kept);
        }
      }
    }
  }

  private static <T, I> void makeExtreme(Subject<T, I> subject) {
    int number = 0;
    for (Kept<T, I> each : subject.someKept(3)) {
      Optional<T> extreme = subject.extreme(each, number);
      number++;
      if (extreme.isPresent()) {
        subject.scene().commits(work -> {
          subject.in(work).find(each.id());
          subject.in(work).update(extreme.get());
        });
      }
    }
  }

  private static <T, I> List<Part<T, I>> parts(
      Subject<T, I> subject, Column<T, ?> column, List<Kept<T, I>> kept) {
    int place = subject.mapping().layout().position(column);
    var parts = new ArrayList<Part<T, I>>();
    parts.add(new Part<>("all", Specification.all(), kept));
    if (kept.isEmpty()) {
      return parts;
    }
    if (column.isNullable()) {
      parts.add(part("no " + column, column.isNull(), kept, each -> each.row()[place] == null));
    }
    Kept<T, I> one = subject.some(kept, 1).get(0);
    parts.add(part(
        "the id " + one.key(),
        SetBased.only(subject, one.key()),
        kept,
        each -> each.key().equals(one.key())));
    Object value = one.row()[place];
    if (value != null && QueryInternals.type(column).isOrdered()) {
      parts.add(part(
          column + " up to " + ValueText.of(value),
          upTo(column, value),
          kept,
          each -> each.row()[place] != null
              && PlainOrder.compare(Objects.requireNonNull(each.row()[place]), value) <= 0));
    }
    return parts;
  }

  private static <T, I> Part<T, I> part(
      String name,
      Specification<T> where,
      List<Kept<T, I>> kept,
      java.util.function.Predicate<Kept<T, I>> holds) {
    return new Part<>(name, where, kept.stream().filter(holds).toList());
  }

  private static <T, V> Specification<T> upTo(Column<T, V> column, Object stored) {
    return column.le(QueryInternals.decoded(column, stored));
  }

  private static <T, I> void counts(Repository<T, I> repository, Part<T, I> part) {
    long expected = part.rows().size();
    Broken.unlessEqual("the count of " + part.name(), expected, repository.count(part.where()));
    Broken.unlessEqual(
        "whether there is one of " + part.name(), expected > 0, repository.exists(part.where()));
  }

  private static <T, I> void totals(
      Subject<T, I> subject, Repository<T, I> repository, Column<T, ?> column, Part<T, I> part) {
    List<AggregateFunction<T, ?>> functions = functions(column);
    int place = subject.mapping().layout().position(column);
    // One array of a generic type, read only by Projection.of.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Expression<T, ?>[] array = functions.toArray(new Expression[0]);
    List<String> found = repository
        .select(
            Query.where(part.where()),
            Projection.of(
                tuple -> functions.stream()
                    .map(function -> shown(function, tuple.getOrNull(function)))
                    .toList(),
                array))
        .get(0);
    for (int i = 0; i < functions.size(); i++) {
      Broken.unlessEqual(
          functions.get(i) + " of " + part.name(),
          expected(functions.get(i), QueryInternals.type(column), values(part.rows(), place)),
          found.get(i));
    }
  }

  /** Those that the type of the column has. */
  private static <T> List<AggregateFunction<T, ?>> functions(Column<T, ?> column) {
    var functions = new ArrayList<AggregateFunction<T, ?>>();
    List<Supplier<AggregateFunction<T, ?>>> all = List.of(
        column::count,
        column::countDistinct,
        column::sum,
        column::min,
        column::max,
        column::average);
    for (Supplier<AggregateFunction<T, ?>> each : all) {
      try {
        functions.add(each.get());
      } catch (IllegalArgumentException notOfThisType) {
        // A type without this function has no such total.
      }
    }
    return functions;
  }

  private static <T, I> List<@Nullable Object> values(List<Kept<T, I>> rows, int place) {
    var values = new ArrayList<@Nullable Object>();
    rows.forEach(each -> values.add(each.row()[place]));
    return values;
  }

  private static String expected(
      AggregateFunction<?, ?> function, StoredType type, List<@Nullable Object> all) {
    List<Object> values =
        all.stream().filter(Objects::nonNull).map(Object.class::cast).toList();
    return switch (QueryInternals.kind(function)) {
      case COUNT -> String.valueOf(values.size());
      case COUNT_DISTINCT ->
        String.valueOf(new LinkedHashSet<>(values.stream().map(Key::of).toList()).size());
      case MIN -> values.stream().min(PlainOrder::compare).map(ValueText::of).orElse("null");
      case MAX -> values.stream().max(PlainOrder::compare).map(ValueText::of).orElse("null");
      case SUM -> values.isEmpty() ? "null" : plain(sum(values));
      case AVERAGE ->
        values.isEmpty()
            ? "null"
            : plain(sum(values)
                .divide(
                    BigDecimal.valueOf(values.size()),
                    type.scale() + MORE_DIGITS,
                    RoundingMode.HALF_EVEN));
    };
  }

  private static BigDecimal sum(List<Object> values) {
    return values.stream()
        .map(value -> new BigDecimal(value.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String shown(AggregateFunction<?, ?> function, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return switch (QueryInternals.kind(function)) {
      case MIN, MAX -> ValueText.of(stored(Objects.requireNonNull(function.attribute()), value));
      case COUNT, COUNT_DISTINCT -> value.toString();
      case SUM, AVERAGE -> plain(new BigDecimal(value.toString()));
    };
  }

  private static <V> Object stored(Attribute<?, V> attribute, Object value) {
    // The least and the greatest of an attribute are values of it.
    @SuppressWarnings("unchecked")
    V same = (V) value;
    return QueryInternals.stored(attribute, same);
  }

  private static <T, I, V> void selected(
      Subject<T, I> subject,
      Repository<T, I> repository,
      Column<T, V> column,
      List<Kept<T, I>> kept) {
    int place = subject.mapping().layout().position(column);
    Broken.unlessEqual(
        "each " + column,
        values(kept, place).stream().map(ValueText::of).sorted().toList(),
        repository
            .select(
                Query.all(), Projection.of(tuple -> text(column, tuple.getOrNull(column)), column))
            .stream()
            .sorted()
            .toList());
  }

  private static <V> String text(Column<?, V> column, @Nullable V value) {
    return ValueText.of(value == null ? null : QueryInternals.stored(column, value));
  }

  /** Groups by one column, with the count of rows and of the values of another one. */
  private static <T, I, V> void groups(
      Subject<T, I> subject,
      Repository<T, I> repository,
      Column<T, V> by,
      Column<T, ?> of,
      List<Kept<T, I>> kept) {
    if (!QueryInternals.type(by).hasEquality()) {
      return;
    }
    int place = subject.mapping().layout().position(by);
    int counted = subject.mapping().layout().position(of);
    Map<String, List<Kept<T, I>>> groups = new LinkedHashMap<>();
    kept.forEach(each -> groups
        .computeIfAbsent(ValueText.of(each.row()[place]), value -> new ArrayList<>())
        .add(each));
    var expected = new ArrayList<String>();
    groups.forEach((value, rows) -> expected.add(value + ": " + rows.size() + " rows, "
        + values(rows, counted).stream().filter(Objects::nonNull).count() + " values"));
    AggregateFunction<T, Long> rows = AggregateFunction.count();
    AggregateFunction<T, Long> values = of.count();
    List<String> found;
    try {
      found = new ArrayList<>(repository.select(
          Query.all(),
          Projection.of(
              tuple -> text(by, tuple.getOrNull(by)) + ": " + tuple.get(rows) + " rows, "
                  + tuple.get(values) + " values",
              by,
              rows,
              values)));
    } catch (IllegalArgumentException notGrouped) {
      return; // no groups by this type
    }
    expected.sort(Comparator.naturalOrder());
    found.sort(Comparator.naturalOrder());
    Broken.unlessEqual("groups by " + by + " with the count of " + of, expected, found);
  }
}
