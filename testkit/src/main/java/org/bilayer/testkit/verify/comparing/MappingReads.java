package org.bilayer.testkit.verify.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/**
 * Reads the objects of one mapping, in a unit of work or outside of one. Answers are texts in which equal answers are equal,
 * whatever order a backend was free to choose.
 */
final class MappingReads<T, I> {

  private static final int PAGES_MAX = 50;

  private final MappingUnderTest<T, I> mapping;
  private final Reading<T, I> reading;
  private final Function<T, String> text;
  private final GeneratedIds ids;
  private final MappingQueries<T> queries;

  /**
   * Reads of one mapping.
   *
   * @param text an object as text
   */
  MappingReads(
      MappingUnderTest<T, I> mapping,
      Reading<T, I> reading,
      Function<T, String> text,
      GeneratedIds ids) {
    this.mapping = mapping;
    this.reading = reading;
    this.text = text;
    this.ids = ids;
    this.queries = new MappingQueries<>(mapping, ids);
  }

  String find(List<Object> key) {
    return reading.find(mapping.id(ids, key)).map(text).orElse(ValueText.ABSENT);
  }

  String existsById(List<Object> key) {
    return String.valueOf(reading.exists(mapping.id(ids, key)));
  }

  String findAllById(List<List<Object>> keys) {
    return text(
        reading.findAllById(keys.stream().map(key -> mapping.id(ids, key)).toList()), true);
  }

  String query(Filter where, List<SortBy> order, int limit) {
    return text(reading.find(queries.query(where, order, limit)), !order.isEmpty());
  }

  String pages(Filter where, List<SortBy> order, int size) {
    Query<T> query = queries.query(where, order, -1);
    var text = new StringBuilder();
    Page<T> page = reading.page(query, size);
    text.append(text(page.items(), true));
    int count = 1;
    for (Optional<Cursor> next = page.next(); next.isPresent() && count < PAGES_MAX; count++) {
      page = reading.page(query, size, next.get());
      text.append(" | ").append(text(page.items(), true));
      next = page.next();
    }
    text.append(" back");
    for (Optional<Cursor> previous = page.previous();
        previous.isPresent() && count < 2 * PAGES_MAX;
        count++) {
      page = reading.page(query, size, previous.get());
      text.append(" | ").append(text(page.items(), true));
      previous = page.previous();
    }
    return text.toString();
  }

  String count(Filter where) {
    return String.valueOf(reading.count(mapping.specification(ids, where)));
  }

  String exists(Filter where) {
    return String.valueOf(reading.exists(mapping.specification(ids, where)));
  }

  private String text(Collection<T> objects, boolean ordered) {
    return ValueText.all(objects.stream().map(text).toList(), ordered);
  }
}
