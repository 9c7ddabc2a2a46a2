package org.bilayer.testkit.verify.comparing;

import java.util.List;
import java.util.Optional;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.model.Column;
import org.bilayer.query.QueryInternals;
import org.bilayer.testkit.verify.history.Assignment;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.RowVersion;

/** Changes the objects of one mapping in one unit of work. */
final class MappingWrites<T, I> {

  private final MappingUnderTest<T, I> mapping;
  private final Repository<T, I> repository;
  private final GeneratedIds ids;

  MappingWrites(MappingUnderTest<T, I> mapping, UnitOfWork work, GeneratedIds ids) {
    this.mapping = mapping;
    this.repository = work.repository(mapping.declared());
    this.ids = ids;
  }

  String add(RowValues row) {
    repository.add(mapping.object(ids, row, 1));
    return "added";
  }

  String addGenerated(RowValues row) {
    T added = repository.addGenerated(
        id -> mapping.made(ids, row, mapping.layout().keyOf(id).value(0)));
    ids.add(mapping.layout().root(), mapping.layout().keyOfObject(added).value(0));
    return "added";
  }

  String upsert(RowValues row) {
    repository.upsert(mapping.object(ids, row, 1));
    return "stored";
  }

  String updateAt(RowValues row, long version) {
    repository.update(mapping.object(ids, row, version), RowVersion.of(version));
    return "handed in";
  }

  String change(List<Object> key, List<Edit> edits) {
    Optional<T> found = repository.find(mapping.id(ids, key));
    if (found.isEmpty()) {
      return ValueText.ABSENT;
    }
    // An aggregate that was never written has no version; histories call it 0.
    long version = Math.max(0, repository.version(found.get()).number());
    RowValues next = mapping.read(ids, found.get(), version);
    for (Edit edit : edits) {
      next = edit.apply(next);
    }
    repository.update(mapping.object(ids, next, version == 0 ? inObject(found.get()) : version));
    return "changed";
  }

  /** The version that the object itself has, and that its next state must have. */
  private long inObject(T object) {
    Long version = mapping.layout().versionIn(object);
    return version == null ? 0 : version;
  }

  String remove(List<Object> key) {
    Optional<T> found = repository.find(mapping.id(ids, key));
    found.ifPresent(repository::remove);
    return found.isPresent() ? "removed" : ValueText.ABSENT;
  }

  String removeById(List<Object> key) {
    repository.removeById(mapping.id(ids, key));
    return "removed";
  }

  String removeAt(List<Object> key, long version) {
    repository.removeById(mapping.id(ids, key), RowVersion.of(version));
    return "handed in";
  }

  String guard(List<Object> key) {
    Optional<T> found = repository.find(mapping.id(ids, key));
    found.ifPresent(repository::guard);
    return found.isPresent() ? "guarded" : ValueText.ABSENT;
  }

  String deleteAll(Filter where) {
    return "removed " + repository.where(mapping.specification(ids, where)).remove();
  }

  String updateAll(Filter where, List<Assignment> assignments) {
    Bulk<T> bulk = repository.where(mapping.specification(ids, where));
    for (Assignment each : assignments) {
      assign(bulk, mapping.attributes().column(each.column()), each);
    }
    return "changed " + bulk.update();
  }

  private static <T, V> void assign(Bulk<T> bulk, Column<T, V> column, Assignment assignment) {
    Object value = assignment.value();
    if (value == null) {
      bulk.setNull(column);
    } else if (assignment.increase()) {
      bulk.increase(column, QueryInternals.decoded(column, value));
    } else {
      bulk.set(column, QueryInternals.decoded(column, value));
    }
  }
}
