package org.bilayer.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.Versioned;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.query.Specification;
import org.bilayer.value.Lock;

/** Each call a unit of work; tells the store which of them are a single statement. */
final class EngineReadRepository<T, I> implements ReadRepository<T, I> {

  private final UnitRunner runner;
  private final Mapping<T, I> mapping;
  private final Layout<T, I> layout;

  EngineReadRepository(UnitRunner runner, Mapping<T, I> mapping, Layout<T, I> layout) {
    this.mapping = mapping;
    this.runner = runner;
    this.layout = layout;
  }

  /** Reads whole aggregates: one statement where they own no rows. */
  private <R> R whole(Function<Repository<T, I>, R> read) {
    return runner.read(layout.owned().isEmpty(), work -> read.apply(work.repository(mapping)));
  }

  private <R> R single(Function<Repository<T, I>, R> read) {
    return runner.read(true, work -> read.apply(work.repository(mapping)));
  }

  private static void requireNoLock(Query<?> query) {
    if (query.lock() != Lock.NONE) {
      throw new IllegalArgumentException(
          "A read outside of a unit of work cannot lock rows. Lock the rows in a unit of work.");
    }
  }

  /** Whether unreadable rows are skipped; a page may then need more statements, to find a row that a cursor can stand beside. */
  private static boolean skips(Query<?> query) {
    return QueryInternals.unreadable(query) != null;
  }

  @Override
  public Optional<T> find(I id) {
    return whole(repository -> repository.find(id));
  }

  @Override
  public T get(I id) {
    return whole(repository -> repository.get(id));
  }

  @Override
  public boolean exists(I id) {
    return single(repository -> repository.exists(id));
  }

  @Override
  public Optional<Versioned<T>> findVersioned(I id) {
    return whole(repository -> {
      requireVersions(repository);
      return repository.find(id).map(found -> versioned(repository, found));
    });
  }

  @Override
  public Versioned<T> getVersioned(I id) {
    return whole(repository -> {
      requireVersions(repository);
      return versioned(repository, repository.get(id));
    });
  }

  @Override
  public List<Versioned<T>> findVersioned(Query<T> query) {
    requireNoLock(query);
    return whole(repository -> {
      requireVersions(repository);
      return repository.find(query).stream()
          .map(found -> versioned(repository, found))
          .toList();
    });
  }

  /** Refuses to tell versions where there are none, also if nothing is found. */
  private static void requireVersions(Repository<?, ?> repository) {
    ((EngineRepository<?, ?>) repository).requireVersions();
  }

  private static <T> Versioned<T> versioned(Repository<T, ?> repository, T found) {
    return Versioned.of(found, repository.version(found));
  }

  @Override
  public List<T> findAllById(Collection<? extends I> ids) {
    return whole(repository -> repository.findAllById(ids));
  }

  @Override
  public List<T> find(Query<T> query) {
    requireNoLock(query);
    return whole(repository -> repository.find(query));
  }

  @Override
  public Page<T> page(Query<T> query, int size) {
    requireNoLock(query);
    return skips(query)
        ? runner.read(false, work -> work.repository(mapping).page(query, size))
        : whole(repository -> repository.page(query, size));
  }

  @Override
  public Page<T> page(Query<T> query, int size, Cursor cursor) {
    requireNoLock(query);
    if (layout.owned().isEmpty() && !skips(query)) {
      // A read that may take a second statement is no single one, so most pages are tried without.
      Optional<Page<T>> page = single(repository ->
          ((EngineRepository<T, I>) repository).pageByOneStatement(query, size, cursor));
      if (page.isPresent()) {
        return page.get();
      }
    }
    return runner.read(false, work -> work.repository(mapping).page(query, size, cursor));
  }

  @Override
  public <R> List<R> select(Query<T> query, Projection<T, R> projection) {
    return single(repository -> repository.select(query, projection));
  }

  @Override
  public long count(Specification<T> where) {
    return single(repository -> repository.count(where));
  }

  @Override
  public boolean exists(Specification<T> where) {
    return single(repository -> repository.exists(where));
  }
}
