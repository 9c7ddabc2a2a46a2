package org.bilayer.testkit.verify.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/**
 * Reads the objects of one mapping in one unit of work. Answers are texts in which equal answers are equal, whatever order a
 * backend was free to choose.
 */
final class MappingReads<T, I> {

  private static final String ABSENT = "absent";
  private static final int PAGES_MAX = 50;

  private final MappingUnderTest<T, I> mapping;
  private final Repository<T, I> repository;
  private final GeneratedIds ids;
  private final MappingQueries<T> queries;

  MappingReads(MappingUnderTest<T, I> mapping, UnitOfWork work, GeneratedIds ids) {
    this.mapping = mapping;
    this.repository = work.repository(mapping.declared());
    this.ids = ids;
    this.queries = new MappingQueries<>(mapping, ids);
  }

  String find(List<Object> key, boolean forUpdate) {
    Optional<T> found = forUpdate
        ? repository.findForUpdate(mapping.id(ids, key))
        : repository.find(mapping.id(ids, key));
    return found.map(object -> text(object)).orElse(ABSENT);
  }

  String findAllById(List<List<Object>> keys) {
    return text(
        repository.findAllById(keys.stream().map(key -> mapping.id(ids, key)).toList()), true);
  }

  String query(Filter where, List<SortBy> order, int limit, boolean locked) {
    Query<T> query = queries.query(where, order);
    query = limit < 0 ? query : query.limit(limit);
    query = locked ? query.forUpdate() : query;
    return text(repository.find(query), !order.isEmpty());
  }

  String stream(Filter where, List<SortBy> order, int limit) {
    Query<T> asked = queries.query(where, order);
    Query<T> query = limit < 0 ? asked : asked.limit(limit);
    List<String> texts =
        repository.stream(query, all -> all.map(object -> text(object, 0)).toList());
    return ValueText.all(texts, !order.isEmpty());
  }

  String pages(Filter where, List<SortBy> order, int size) {
    Query<T> query = queries.query(where, order);
    var text = new StringBuilder();
    Page<T> page = repository.page(query, size);
    text.append(text(page.items(), true));
    int count = 1;
    for (Optional<Cursor> next = page.next(); next.isPresent() && count < PAGES_MAX; count++) {
      page = repository.page(query, size, next.get());
      text.append(" | ").append(text(page.items(), true));
      next = page.next();
    }
    text.append(" back");
    for (Optional<Cursor> previous = page.previous();
        previous.isPresent() && count < 2 * PAGES_MAX;
        count++) {
      page = repository.page(query, size, previous.get());
      text.append(" | ").append(text(page.items(), true));
      previous = page.previous();
    }
    return text.toString();
  }

  String count(Filter where) {
    return String.valueOf(repository.count(mapping.specification(ids, where)));
  }

  String exists(Filter where) {
    return String.valueOf(repository.exists(mapping.specification(ids, where)));
  }

  // --- answers as text ---

  private String text(T object) {
    return text(object, repository.version(object)) + " v" + repository.version(object);
  }

  private String text(T object, long version) {
    return ValueText.of(mapping.read(ids, object, version));
  }

  private String text(Collection<T> objects, boolean ordered) {
    return ValueText.all(objects.stream().map(object -> text(object)).toList(), ordered);
  }
}
