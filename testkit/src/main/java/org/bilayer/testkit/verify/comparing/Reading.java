package org.bilayer.testkit.verify.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/** The reads that a repository of a unit and a repository of a data layer have in common. */
interface Reading<T, I> {

  Optional<T> find(I id);

  boolean exists(I id);

  List<T> findAllById(Collection<? extends I> ids);

  List<T> find(Query<T> query);

  Page<T> page(Query<T> query, int size);

  Page<T> page(Query<T> query, int size, Cursor cursor);

  <R> List<R> select(Query<T> query, Projection<T, R> projection);

  long count(Specification<T> where);

  boolean exists(Specification<T> where);

  /** By the repository of a unit. */
  record OfUnit<T, I>(Repository<T, I> repository) implements Reading<T, I> {

    @Override
    public Optional<T> find(I id) {
      return repository.find(id);
    }

    @Override
    public boolean exists(I id) {
      return repository.exists(id);
    }

    @Override
    public List<T> findAllById(Collection<? extends I> ids) {
      return repository.findAllById(ids);
    }

    @Override
    public List<T> find(Query<T> query) {
      return repository.find(query);
    }

    @Override
    public Page<T> page(Query<T> query, int size) {
      return repository.page(query, size);
    }

    @Override
    public Page<T> page(Query<T> query, int size, Cursor cursor) {
      return repository.page(query, size, cursor);
    }

    @Override
    public <R> List<R> select(Query<T> query, Projection<T, R> projection) {
      return repository.select(query, projection);
    }

    @Override
    public long count(Specification<T> where) {
      return repository.count(where);
    }

    @Override
    public boolean exists(Specification<T> where) {
      return repository.exists(where);
    }
  }

  /** By the repository of a data layer. */
  record OfLayer<T, I>(ReadRepository<T, I> repository) implements Reading<T, I> {

    @Override
    public Optional<T> find(I id) {
      return repository.find(id);
    }

    @Override
    public boolean exists(I id) {
      return repository.exists(id);
    }

    @Override
    public List<T> findAllById(Collection<? extends I> ids) {
      return repository.findAllById(ids);
    }

    @Override
    public List<T> find(Query<T> query) {
      return repository.find(query);
    }

    @Override
    public Page<T> page(Query<T> query, int size) {
      return repository.page(query, size);
    }

    @Override
    public Page<T> page(Query<T> query, int size, Cursor cursor) {
      return repository.page(query, size, cursor);
    }

    @Override
    public <R> List<R> select(Query<T> query, Projection<T, R> projection) {
      return repository.select(query, projection);
    }

    @Override
    public long count(Specification<T> where) {
      return repository.count(where);
    }

    @Override
    public boolean exists(Specification<T> where) {
      return repository.exists(where);
    }
  }
}
