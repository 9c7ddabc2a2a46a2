package org.bilayer.testkit.verify.comparing;

import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.query.Query;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The reads of one mapping that only a unit of work has. */
final class UnitReads<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final Repository<T, I> repository;
  private final GeneratedIds ids;
  private final MappingQueries<T> queries;
  private final ObjectText<T, I> text;

  UnitReads(MappingUnderTest<T, I> mapping, UnitOfWork work, GeneratedIds ids) {
    this.mapping = mapping;
    this.repository = work.repository(mapping.declared());
    this.ids = ids;
    this.queries = new MappingQueries<>(mapping, ids);
    this.text = new ObjectText<>(mapping, ids);
  }

  /** The reads that do not need a unit, done in this one. */
  MappingReads<T, I> reads() {
    return new MappingReads<>(mapping, new Reading.OfUnit<>(repository), this::text, ids);
  }

  MappingTotals<T, I> projections() {
    return new MappingTotals<>(mapping, new Reading.OfUnit<>(repository), ids);
  }

  String findForUpdate(List<Object> key) {
    return repository.findForUpdate(mapping.id(ids, key)).map(this::text).orElse(ValueText.ABSENT);
  }

  String queryForUpdate(Filter where, List<SortBy> order, int limit) {
    Query<T> query = queries.query(where, order, limit).forUpdate();
    return ValueText.all(
        repository.find(query).stream().map(this::text).toList(), !order.isEmpty());
  }

  /** Streamed objects are not the unit's, so nobody tells their versions. */
  String stream(Filter where, List<SortBy> order, int limit) {
    List<String> texts = repository.stream(
        queries.query(where, order, limit), all -> all.map(text::of).toList());
    return ValueText.all(texts, !order.isEmpty());
  }

  String refresh(List<Object> key) {
    return text(repository.refresh(mapping.id(ids, key)));
  }

  String evict(List<Object> key) {
    Optional<T> found = repository.find(mapping.id(ids, key));
    found.ifPresent(repository::evict);
    return found.isPresent() ? "forgotten" : ValueText.ABSENT;
  }

  private String text(T object) {
    // An aggregate that was never written has no version; histories call it 0.
    return text.of(object, Math.max(0, repository.version(object).number()));
  }
}
