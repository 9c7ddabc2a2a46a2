package org.bilayer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.RowVersion;

/**
 * Reads without an enclosing unit of work. Each call is a read-only unit of work of its own, with the layer's
 * unit options, and is retried like {@link DataLayer#execute(java.util.function.Function)}. One call sees one
 * committed state; two calls may see two states. Returned objects belong to no unit. To change such an object,
 * load it again in a unit of work, or read it by {@link #getVersioned} and pass its version to {@link
 * Repository#update(Object, RowVersion)}.
 *
 * <p>A call that takes one statement costs one trip to the database, because no transaction is begun and none
 * is committed. There are three exceptions. Aggregates that own rows are read by several statements in a
 * transaction. At the level SERIALIZABLE, every read is part of a transaction. A page is read again in a
 * transaction if the row at the cursor no longer exists.
 *
 * <p>{@link IllegalArgumentException} is thrown for a null id, for a condition or order that names an attribute
 * outside the mapping, and for a query that locks, because the lock would end with the call. {@link
 * IllegalStateException} is thrown if this thread is in {@code run} or {@code execute} of the layer, because
 * that unit could see a different state.
 *
 * <p>Thread-safe. Returned lists are unmodifiable.
 *
 * <p>Applications call this interface. Only tests may implement it, to wrap an instance: a minor release may
 * add methods.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public interface ReadRepository<T, I> {

  /** Returns the aggregate with this id, or an empty {@code Optional}. */
  Optional<T> find(I id);

  /**
   * Returns the aggregate with this id.
   *
   * @throws org.bilayer.failure.NotFoundException if the aggregate does not exist
   */
  T get(I id);

  /** Returns whether an aggregate with this id exists. This method reads the key alone. */
  boolean exists(I id);

  /**
   * Returns the aggregate with this id and its version, or an empty {@code Optional}; see {@link
   * Repository#update(Object, RowVersion)}.
   */
  Optional<Versioned<T>> findVersioned(I id);

  /**
   * Returns the aggregate with this id and its version; see {@link Repository#update(Object, RowVersion)}.
   *
   * @throws org.bilayer.failure.NotFoundException if the aggregate does not exist
   */
  Versioned<T> getVersioned(I id);

  /**
   * Returns the aggregates with these ids, in the order of the ids. Absent aggregates are left out, and an id
   * that occurs twice gives one element.
   */
  List<T> findAllById(Collection<? extends I> ids);

  /** Returns the aggregates that satisfy a condition, in an unspecified order. */
  default List<T> find(Specification<T> where) {
    return find(Query.where(where));
  }

  /**
   * Returns the aggregates of a query, in the order of the query. Without an order, the order is unspecified.
   */
  List<T> find(Query<T> query);

  /** As {@link #find(Query)}, each aggregate with its version; see {@link Repository#update(Object, RowVersion)}. */
  List<Versioned<T>> findVersioned(Query<T> query);

  /** Returns the first page of a query, as {@link Repository#page(Query, int)}. */
  Page<T> page(Query<T> query, int size);

  /**
   * Returns the page at a cursor, as {@link Repository#page(Query, int, Cursor)}.
   *
   * @throws IllegalArgumentException if another query made the cursor, or the cursor was changed
   */
  Page<T> page(Query<T> query, int size, Cursor cursor);

  /**
   * Returns parts of aggregates, or values computed over aggregates, as {@link Repository#select(Query,
   * Projection)}.
   */
  <R> List<R> select(Query<T> query, Projection<T, R> projection);

  /** Returns the number of aggregates that satisfy a condition. */
  long count(Specification<T> where);

  /** Returns whether an aggregate satisfies a condition. */
  boolean exists(Specification<T> where);
}
