package org.bilayer.testkit.verify.comparing;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.Versioned;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The reads of one mapping that only a data layer has: objects with their versions. */
final class VersionedReads<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final ReadRepository<T, I> repository;
  private final GeneratedIds ids;
  private final ObjectText<T, I> text;

  VersionedReads(MappingUnderTest<T, I> mapping, DataLayer layer, GeneratedIds ids) {
    this.mapping = mapping;
    this.repository = layer.read(mapping.declared());
    this.ids = ids;
    this.text = new ObjectText<>(mapping, ids);
  }

  String find(List<Object> key) {
    return repository.findVersioned(mapping.id(ids, key)).map(this::text).orElse(ValueText.ABSENT);
  }

  String query(Filter where, List<SortBy> order, int limit) {
    List<Versioned<T>> found =
        repository.findVersioned(new MappingQueries<>(mapping, ids).query(where, order, limit));
    return ValueText.all(found.stream().map(this::text).toList(), !order.isEmpty());
  }

  private String text(Versioned<T> found) {
    return text.of(found.value(), found.version().number());
  }
}
