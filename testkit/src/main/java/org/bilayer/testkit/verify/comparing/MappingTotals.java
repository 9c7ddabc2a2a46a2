package org.bilayer.testkit.verify.comparing;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Expression;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Tuple;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Selects columns and totals of the objects of one mapping, in a unit of work or outside of one. */
final class MappingTotals<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final Reading<T, I> reading;
  private final GeneratedIds ids;
  private final MappingQueries<T> queries;

  MappingTotals(MappingUnderTest<T, I> mapping, Reading<T, I> reading, GeneratedIds ids) {
    this.mapping = mapping;
    this.reading = reading;
    this.ids = ids;
    this.queries = new MappingQueries<>(mapping, ids);
  }

  String select(Filter where, List<String> columns, List<SortBy> order, int limit) {
    Query<T> query = queries.query(where, order, limit);
    var expressions = new ArrayList<Expression<T, ?>>();
    columns.forEach(name -> expressions.add(mapping.attributes().attribute(name)));
    return selected(query, expressions, !order.isEmpty());
  }

  String totals(Filter where, List<String> groupBy, List<Total> totals) {
    var expressions = new ArrayList<Expression<T, ?>>();
    groupBy.forEach(name -> expressions.add(mapping.attributes().attribute(name)));
    totals.forEach(total -> expressions.add(queries.aggregate(total)));
    return selected(Query.where(mapping.specification(ids, where)), expressions, false);
  }

  private String selected(Query<T> query, List<Expression<T, ?>> expressions, boolean ordered) {
    // One array of a generic type, read only by Projection.of.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Expression<T, ?>[] array = expressions.toArray(new Expression[0]);
    Projection<T, String> projection = Projection.of(
        tuple -> expressions.stream()
            .map(expression -> shown(tuple, expression))
            .toList()
            .toString(),
        array);
    return ValueText.all(reading.select(query, projection), ordered);
  }

  private static <T, V> String shown(Tuple<T> tuple, Expression<T, V> expression) {
    V value = tuple.getOrNull(expression);
    if (value == null) {
      return "null";
    }
    if (expression instanceof Attribute<T, V> attribute) {
      return ValueText.of(QueryInternals.stored(attribute, value));
    }
    AggregateFunction<T, V> aggregate = (AggregateFunction<T, V>) expression;
    Attribute<T, ?> of = aggregate.attribute();
    if (of != null
        && (QueryInternals.kind(aggregate) == AggregateFunction.Kind.MIN
            || QueryInternals.kind(aggregate) == AggregateFunction.Kind.MAX)) {
      return ValueText.of(storedAs(of, value));
    }
    return ValueText.of(value);
  }

  private static <V> Object storedAs(Attribute<?, V> attribute, Object value) {
    // The least and the greatest of an attribute are values of it.
    @SuppressWarnings("unchecked")
    V same = (V) value;
    return QueryInternals.stored(attribute, same);
  }
}
