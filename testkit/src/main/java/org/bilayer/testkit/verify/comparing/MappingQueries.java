package org.bilayer.testkit.verify.comparing;

import java.util.List;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** Turns the conditions and orders of steps into queries. */
public final class MappingQueries<T> {

  private final MappingUnderTest<T, ?> mapping;
  private final GeneratedIds ids;

  public MappingQueries(MappingUnderTest<T, ?> mapping, GeneratedIds ids) {
    this.mapping = mapping;
    this.ids = ids;
  }

  /**
   * The query of a condition and an order.
   *
   * @param limit most rows; -1 for all
   */
  public Query<T> query(Filter where, List<SortBy> order, int limit) {
    Query<T> query = Query.where(mapping.specification(ids, where));
    for (SortBy each : order) {
      query = query.orderBy(order(each));
    }
    return limit < 0 ? query : query.limit(limit);
  }

  private Sort<T> order(SortBy by) {
    Attribute<T, ?> column = mapping.attributes().attribute(by.column());
    Sort<T> order = by.descending() ? column.desc() : column.asc();
    if (!column.isNullable()) {
      return order;
    }
    return by.nullsFirst() ? order.nullsFirst() : order.nullsLast();
  }

  /** The function of a total. */
  public AggregateFunction<T, ?> aggregate(Total total) {
    if (total.column().isEmpty()) {
      return AggregateFunction.count();
    }
    Attribute<T, ?> column = mapping.attributes().attribute(total.column());
    return switch (total.kind()) {
      case COUNT -> column.count();
      case COUNT_DISTINCT -> column.countDistinct();
      case SUM -> column.sum();
      case MIN -> column.min();
      case MAX -> column.max();
      case AVERAGE -> column.average();
    };
  }
}
