package org.bilayer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;

/**
 * Reads that stand alone: each call is a read-only unit of work of its own, with the layer's unit options, and retried as {@link
 * DataLayer#execute(java.util.function.Function)} does. Each sees one committed state, two may see two. What a call returns belongs to no unit;
 * to change it, load it again in one, or read it by {@link #getVersioned} and hand its version to {@link
 * Repository#update(Object, long)}.
 *
 * <p>A call that takes one statement costs one trip to the database: no transaction is begun and none is committed. That is
 * every call, except that aggregates which own rows are read by several statements in a transaction, that at the level
 * SERIALIZABLE a read is always part of one, and that a page is read again in a transaction where the row at its cursor is gone.
 *
 * <p>{@link IllegalArgumentException} is thrown for a null id, for a condition or order that names what the mapping does
 * not have, and for a query that locks, since the lock would be gone already; {@link IllegalStateException} if this thread is
 * in {@code run} or {@code execute} of the layer, whose unit would not see the same.
 *
 * <p>Thread-safe. Lists returned are unmodifiable.
 *
 * <p>Applications call this interface and do not implement it, except to wrap one in a test: a minor release may add methods.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public interface ReadRepository<T, I> {

  /** The aggregate with this id, if there is one. */
  Optional<T> find(I id);

  /**
   * The aggregate with this id.
   *
   * @throws org.bilayer.failure.NotFoundException if there is none
   */
  T get(I id);

  /** Whether there is an aggregate with this id; reads the key alone. */
  boolean exists(I id);

  /** The aggregate with this id and its version, if there is one; see {@link Repository#update(Object, long)}. */
  Optional<Versioned<T>> findVersioned(I id);

  /**
   * The aggregate with this id and its version; see {@link Repository#update(Object, long)}.
   *
   * @throws org.bilayer.failure.NotFoundException if there is none
   */
  Versioned<T> getVersioned(I id);

  /** The aggregates with these ids, in the order of the ids, without those that do not exist and without repeats. */
  List<T> findAllById(Collection<? extends I> ids);

  /** The aggregates that satisfy a condition, in an unspecified order. */
  default List<T> find(Specification<T> where) {
    return find(Query.where(where));
  }

  /** The aggregates of a query, in its order; in an unspecified one where it has none. */
  List<T> find(Query<T> query);

  /** As {@link #find(Query)}, each aggregate with its version; see {@link Repository#update(Object, long)}. */
  List<Versioned<T>> findVersioned(Query<T> query);

  /** The first page of a query, as {@link Repository#page(Query, int)}. */
  Page<T> page(Query<T> query, int size);

  /**
   * The page at a cursor, as {@link Repository#page(Query, int, Cursor)}.
   *
   * @throws IllegalArgumentException if the cursor was made by another query, or was changed
   */
  Page<T> page(Query<T> query, int size, Cursor cursor);

  /** Parts of aggregates, or values computed over them, as {@link Repository#select(Query, Projection)}. */
  <R> List<R> select(Query<T> query, Projection<T, R> projection);

  /** How many aggregates satisfy a condition. */
  long count(Specification<T> where);

  /** Whether an aggregate satisfies a condition. */
  boolean exists(Specification<T> where);
}
