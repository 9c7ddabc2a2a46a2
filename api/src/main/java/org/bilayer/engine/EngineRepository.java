package org.bilayer.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.Bulk;
import org.bilayer.Repository;
import org.bilayer.layout.Layout;
import org.bilayer.model.Mapping;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.RowVersion;
import org.jspecify.annotations.Nullable;

/** The aggregates of one mapping in one unit of work: hands each call to the class that carries it out. */
final class EngineRepository<T, I> implements Repository<T, I> {

  private final MappingContext<T, I> mapping;
  private final Mapping<T, I> declared;
  private final Finder<T, I> finder;

  /** Made when first asked for, because many units only read by id. */
  private @Nullable Querying<T> querying;

  private @Nullable Changes<T, I> changes;

  /** The repository of another mapping, which the unit had before. */
  private final @Nullable EngineRepository<?, ?> before;

  EngineRepository(
      UnitContext unit,
      PendingWrites writes,
      Mapping<T, I> declared,
      Layout<T, I> layout,
      @Nullable EngineRepository<?, ?> before) {
    this.declared = declared;
    this.mapping = new MappingContext<>(unit, writes, layout);
    this.finder = new Finder<>(mapping);
    this.before = before;
  }

  @SuppressWarnings("ReferenceEquality") // a mapping is itself and nothing else
  boolean isOf(Mapping<?, ?> other) {
    return declared == other;
  }

  @Nullable
  EngineRepository<?, ?> before() {
    return before;
  }

  private Querying<T> querying() {
    Querying<T> known = querying;
    if (known == null) {
      known = new Querying<>(mapping);
      querying = known;
    }
    return known;
  }

  private Changes<T, I> changes(String call) {
    mapping.requireVersions(call);
    return changes();
  }

  private Changes<T, I> changes() {
    Changes<T, I> known = changes;
    if (known == null) {
      known = new Changes<>(mapping, finder);
      changes = known;
    }
    return known;
  }

  // --- by id ---

  @Override
  public Optional<T> find(I id) {
    return finder.find(id);
  }

  @Override
  public T get(I id) {
    return finder.get(id);
  }

  @Override
  public boolean exists(I id) {
    return finder.exists(id);
  }

  @Override
  public Optional<T> findForUpdate(I id) {
    mapping.requireVersions("findForUpdate");
    return finder.findForUpdate(id);
  }

  @Override
  public T refresh(I id) {
    return finder.refresh(id);
  }

  @Override
  public List<T> findAllById(Collection<? extends I> ids) {
    return finder.findAllById(ids);
  }

  @Override
  public void evict(T object) {
    finder.evict(object);
  }

  // --- by query ---

  @Override
  public List<T> find(Query<T> query) {
    return querying().find(query);
  }

  @Override
  public Page<T> page(Query<T> query, int size) {
    return new Pager<>(mapping).page(query, size, Optional.empty());
  }

  @Override
  public Page<T> page(Query<T> query, int size, Cursor cursor) {
    return new Pager<>(mapping).page(query, size, Optional.of(cursor));
  }

  /** Refuses a call that tells versions, if there are none. */
  void requireVersions() {
    mapping.requireVersions("findVersioned");
  }

  /** As {@link #page}, by one statement; empty where a second one would have to ask for rows on the other side of the cursor. */
  Optional<Page<T>> pageByOneStatement(Query<T> query, int size, Cursor cursor) {
    return new Pager<>(mapping).pageByOneStatement(query, size, cursor);
  }

  @Override
  public <R> R stream(Query<T> query, Function<Stream<T>, R> read) {
    return querying().stream(query, read);
  }

  @Override
  public <R> List<R> select(Query<T> query, Projection<T, R> projection) {
    return querying().select(query, projection);
  }

  @Override
  public long count(Specification<T> where) {
    return querying().count(where);
  }

  @Override
  public boolean exists(Specification<T> where) {
    return querying().exists(where);
  }

  @Override
  public Bulk<T> where(Specification<T> where) {
    mapping.requireVersions("where");
    return new EngineBulk<>(mapping, querying(), changes(), where);
  }

  // --- changes ---

  @Override
  public void add(T object) {
    changes("add").add(object);
  }

  @Override
  public T addGenerated(Function<? super I, ? extends T> make) {
    return changes("addGenerated").addGenerated(make);
  }

  @Override
  public void upsert(T object) {
    changes("upsert").upsert(object);
  }

  @Override
  public T change(I id, UnaryOperator<T> change) {
    return changeChecked(id, change::apply);
  }

  @Override
  public <X extends Exception> T changeChecked(I id, Change<T, X> change) throws X {
    mapping.requireVersions("change");
    T current = finder.get(id);
    T next = change.apply(current);
    changes().change(id, next);
    return next;
  }

  @Override
  public void update(T next) {
    changes("update").update(next);
  }

  @Override
  public void update(T next, RowVersion expectedVersion) {
    changes("update").update(next, expectedVersion.number());
  }

  @Override
  public void remove(T object) {
    changes("remove").remove(object);
  }

  @Override
  public void removeById(I id) {
    changes("removeById").removeById(id);
  }

  @Override
  public void removeById(I id, RowVersion expectedVersion) {
    changes("removeById").removeById(id, expectedVersion.number());
  }

  @Override
  public void guard(T object) {
    changes("guard").guard(object);
  }

  @Override
  public RowVersion version(T object) {
    return RowVersion.of(changes("version").version(object));
  }
}
