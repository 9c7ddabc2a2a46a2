package org.bilayer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.RowVersion;

/**
 * Reads and changes the aggregates of one type in one unit of work. The rules of {@link UnitOfWork} about
 * identity, failures and threads apply. Returned lists are unmodifiable, and their elements are the unit's
 * objects.
 *
 * <p>{@link IllegalArgumentException} is thrown, without any effect, for a null id or aggregate, for a
 * condition or order that names an attribute outside the mapping, and if a getter or codec of the application
 * throws while an argument is examined. In the last case, the message names type, id and column, and the
 * exception of the application is the cause. If code of the application throws while a stored row is read, the
 * unit ends with a {@link org.bilayer.failure.UnreadableRowException} that names table, key and column.
 *
 * <p>Applications call this interface. Only tests may implement it, to wrap an instance: a minor release may
 * add methods.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public interface Repository<T, I> {

  /** Returns the aggregate with this id, or an empty {@code Optional}. */
  Optional<T> find(I id);

  /**
   * Returns the aggregate with this id.
   *
   * @throws org.bilayer.failure.NotFoundException if the aggregate does not exist; the unit is over
   */
  T get(I id);

  /**
   * Returns whether an aggregate with this id exists in this unit's view: an added aggregate exists, a removed
   * aggregate does not. If the unit does not know the aggregate, one statement reads the key alone, and nothing
   * is loaded.
   */
  boolean exists(I id);

  /**
   * As {@link #find(Object)}, and locks the root until the unit of work ends; see {@link Query#forUpdate}. If
   * the unit has loaded the aggregate and another unit has changed or removed the aggregate since, the unit
   * fails with a {@code ConflictException}, which is worth a retry.
   */
  Optional<T> findForUpdate(I id);

  /**
   * As {@link #get}, and reads the rows again if the unit has loaded the aggregate. Use this method to discard
   * a change made in place, or to see changes that other units may have made.
   *
   * <ul>
   *   <li>The unit returns a new object, and this object stands for the id from then on: {@link #find(Object)}
   *       and queries return the new object. The unit forgets the old object and does not look for changes of
   *       the old object.
   *   <li>Unwritten changes of this aggregate by {@link #update}, {@link #upsert} or a change in place are
   *       dropped. Changes that a flush has written stay, and are part of the state that is read.
   *   <li>At SNAPSHOT and SERIALIZABLE, the unit reads the state in which the unit began, with its own flushed
   *       changes. At READ_COMMITTED, the unit reads the present committed state.
   * </ul>
   *
   * @return the stored aggregate, in this unit's view
   * @throws org.bilayer.failure.NotFoundException if the aggregate does not exist, or this unit has removed it;
   *     the unit is over
   * @throws org.bilayer.failure.MisuseException if this unit has added the aggregate and not written it yet
   * @throws org.bilayer.failure.StaleVersionException if the unit guards the aggregate and the version is no
   *     longer the guarded version
   */
  T refresh(I id);

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
   * Every returned object satisfies the condition.
   *
   * @throws org.bilayer.failure.StaleVersionException at {@code READ_COMMITTED}, if another unit has changed an
   *     aggregate that this unit has loaded, and the row satisfies the condition now but the loaded object does
   *     not; worth a retry. A read-only unit reads the aggregate again instead. A query that locks fails for
   *     every loaded object whose row is newer
   */
  List<T> find(Query<T> query);

  /**
   * Returns the first page of a query. The query must not have a limit. Without an order, the id is the order.
   * The cursors of a page are valid for the same query and the same layer only.
   *
   * @param size the maximum number of items, at least 1
   * @throws IllegalArgumentException if the query has a limit or locks, because a page reads one row more than
   *     it returns
   */
  Page<T> page(Query<T> query, int size);

  /**
   * Returns the page that begins at a {@code next} cursor, or that ends at a {@code previous} cursor.
   *
   * @throws IllegalArgumentException if another query made the cursor, if the cursor was changed, or if the
   *     query has a limit or locks
   */
  Page<T> page(Query<T> query, int size, Cursor cursor);

  /**
   * Reads the aggregates of a query one at a time, in bounded memory. The aggregates do not become part of the
   * unit. Each aggregate is a fresh object, also if the unit has loaded the aggregate, and {@link #update} does
   * not know the object. If the class has a version attribute, {@code update} treats the version of a streamed
   * object as a version given by the caller.
   *
   * <p>At every level, the beginning of the stream decides the aggregates and their order. Later changes by
   * other units or by this unit add no aggregate, repeat none and move none. An aggregate without owned rows
   * has the state of the beginning. An aggregate with owned rows has the state of the moment at which the
   * stream reaches it, complete and consistent. Such an aggregate is left out if it is removed by then, or if
   * it no longer satisfies the condition at {@code READ_COMMITTED}.
   *
   * <p>The function may use the unit without restriction. The driver of MariaDB allows no other statement while
   * rows arrive. There, the first other call moves the remaining rows out of the connection: up to a megabyte
   * into the heap, the rest into a temporary file ({@code java.io.tmpdir}). The file is encrypted with a key
   * that is kept in memory only, and is deleted with the stream.
   *
   * @param read a function of the stream. The stream is closed afterwards, and fails if it is used later
   * @return the result of {@code read}
   * @throws IllegalArgumentException if the query locks
   */
  <R> R stream(Query<T> query, Function<Stream<T>, R> read);

  /** As {@link #stream}, passing each aggregate to an action. */
  default void forEach(Query<T> query, Consumer<T> action) {
    this.<Boolean>stream(query, all -> {
      all.forEach(action);
      return true;
    });
  }

  /**
   * Returns parts of aggregates, or values computed over aggregates. Results do not become part of the unit. A
   * grouped projection takes neither order nor limit, and returns the groups in an unspecified order.
   *
   * @throws IllegalArgumentException also for an order, limit or lock that the projection does not take
   */
  <R> List<R> select(Query<T> query, Projection<T, R> projection);

  /** As {@link #select(Query, Projection)}, of the aggregates that satisfy a condition. */
  default <R> List<R> select(Specification<T> where, Projection<T, R> projection) {
    return select(Query.where(where), projection);
  }

  /** Returns the number of aggregates that satisfy a condition. */
  long count(Specification<T> where);

  /** Returns whether an aggregate satisfies a condition. */
  boolean exists(Specification<T> where);

  /**
   * Adds a new aggregate, which the next flush writes. The version begins at 1. Do not use the id of a removed
   * aggregate again, because a copy read before the removal could have the same version.
   *
   * @throws org.bilayer.failure.MisuseException if the database generates the ids of this mapping, and the unit was not begun
   *     with {@link UnitOptions#assignIds()}
   * @throws org.bilayer.failure.UniqueViolationException if this unit knows an aggregate with this id.
   *     Otherwise the flush reports the id. If this unit has looked for the id and found nothing, the flush
   *     fails with a {@code ConflictException} instead: another unit has added the row, and a retry finds the
   *     row
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   * @throws org.bilayer.failure.NotNullViolationException if a required value is missing
   */
  void add(T object);

  /**
   * Adds a new aggregate of a mapping whose id the database generates. The row is written at once.
   *
   * @param make creates the aggregate from an id. The function is called twice, first with a provisional id and
   *     then with the real id, and must return objects that differ in the id only
   * @return the aggregate with the real id
   * @throws org.bilayer.failure.MisuseException if the mapping's ids are assigned
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  T addGenerated(Function<? super I, ? extends T> make);

  /** Calls {@link #add} for each object. */
  default void addAll(Collection<? extends T> objects) {
    objects.forEach(this::add);
  }

  /**
   * Stores an aggregate, whether or not an aggregate with this id exists. If the unit or the store knows the
   * id, this method does the same as {@link #update}, whatever the stored version is. Otherwise it does the
   * same as {@link #add}. If two units upsert the same new id at the same time, one unit fails with a {@code
   * ConflictException}, which is worth a retry: the retry finds the row. If the unit also adds objects of this
   * mapping without having looked for their ids, the failure is a {@code UniqueViolationException}, because an
   * added id may be taken.
   *
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  void upsert(T object);

  /** Begins a set-based change or removal of all aggregates that satisfy a condition, in one statement. */
  Bulk<T> where(Specification<T> where);

  /**
   * Sets the next state of an aggregate that this unit has loaded or added. From now on, the id stands for this
   * object. If the state does not differ, nothing is written.
   *
   * <p>If the class has a version attribute, an aggregate that the unit has not loaded is allowed, too: the row
   * must still have the version of the attribute. If the unit has loaded the aggregate, the attribute must
   * equal the version of the loaded object.
   *
   * <p>Values that the unit has read and that did not change are neither checked nor truncated again.
   *
   * @throws org.bilayer.failure.MisuseException if this unit has not loaded the aggregate, or has removed it,
   *     or has changed the row by a set-based change or a hand-written statement since the load (see {@link
   *     Bulk}). If the id was changed in place, the flush throws the exception, and nothing of the unit is
   *     stored
   * @throws org.bilayer.failure.StaleVersionException if the version attribute differs from the loaded version,
   *     which is not worth a retry. If another unit changed the row, the flush throws the exception, which is
   *     worth a retry if this unit has read the version
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  void update(T next);

  /**
   * Loads an aggregate, computes the next state and updates the aggregate: {@code accounts.change(id, account
   * -> account.withdraw(amount))}. With immutable objects, this method excludes a forgotten {@code update}.
   *
   * @param change returns the next state. An exception of the function passes through, and nothing is changed
   * @return the next state
   * @throws IllegalArgumentException if {@code change} returns null; nothing is changed
   * @throws org.bilayer.failure.NotFoundException if no aggregate with this id exists; the unit is over
   */
  T change(I id, UnaryOperator<T> change);

  /** As {@link #change}, for a function that throws a checked exception. */
  <X extends Exception> T changeChecked(I id, Change<T, X> change) throws X;

  /**
   * Sets the next state of an aggregate that was edited outside of this unit, on a copy read at {@code
   * expectedVersion}.
   *
   * @throws org.bilayer.failure.StaleVersionException if the aggregate has another version now, or is removed.
   *     If the version changes before the flush, the flush throws the exception. Not worth a retry, because the
   *     caller gave the version. A version that this unit has returned, by {@link #version} or as an attribute
   *     of a loaded object, counts as read by the unit
   */
  void update(T next, RowVersion expectedVersion);

  /**
   * Removes an aggregate that this unit has loaded or added, with all owned elements.
   *
   * @throws org.bilayer.failure.MisuseException if this unit has not loaded the aggregate, or has removed it
   *     already, or has changed the row by a set-based change or a hand-written statement since the load
   * @throws org.bilayer.failure.StaleVersionException as {@link #update(Object)}
   */
  void remove(T object);

  /**
   * Removes the aggregate with this id, whatever its version is. If the unit has not loaded the aggregate, this
   * call loads it; the flush then checks the version as for every loaded aggregate.
   *
   * @throws org.bilayer.failure.NotFoundException if the aggregate does not exist, or this unit has removed it;
   *     the unit is over
   * @throws org.bilayer.failure.StaleVersionException at the flush, if another unit has changed or removed the
   *     aggregate since the load; worth a retry
   */
  void removeById(I id);

  /**
   * Removes the aggregate with this id, which the caller knows at {@code expectedVersion} from outside of this
   * unit.
   *
   * @throws org.bilayer.failure.StaleVersionException as {@link #update(Object, RowVersion)}
   */
  void removeById(I id, RowVersion expectedVersion);

  /**
   * Makes the unit depend on an aggregate that the unit only reads. The commit locks the row against changes,
   * and the unit fails if the row is no longer the row that was read. Units that guard the aggregates they read
   * for a decision have no write skew, at every level and on every database. An aggregate that the unit writes
   * needs no guard.
   *
   * @throws org.bilayer.failure.MisuseException if this unit has not loaded the aggregate, or has removed it,
   *     or has changed the row by a set-based change or a hand-written statement since the load
   */
  void guard(T object);

  /**
   * Makes the unit forget an aggregate. The unit no longer compares or writes the object. A later {@link
   * #find(Object)}, {@link #get} or query reads the rows again and returns a new object.
   *
   * <p>Unwritten changes of this aggregate are dropped: an addition, an update, a change in place or a removal.
   * Changes that a flush has written stay written. If the unit does not know the aggregate, or the removal is
   * written already, this method does nothing.
   *
   * @param object any object with the id of the aggregate
   * @throws org.bilayer.failure.MisuseException if the unit guards the aggregate, because the commit has to
   *     compare its version
   */
  void evict(T object);

  /**
   * Returns the version of an aggregate that this unit has loaded or added, for a copy that leaves the unit. A
   * pending change raises the version at the next flush. An aggregate that is not written yet has a version that no stored row
   * has.
   *
   * @throws org.bilayer.failure.MisuseException if this unit has not loaded the aggregate, or has removed it,
   *     or has changed the row by a set-based change or a hand-written statement since the load
   */
  RowVersion version(T object);

  /**
   * Computes the next state of an aggregate.
   *
   * @param <T> the root's type
   * @param <X> the checked exception that the function may throw
   */
  @FunctionalInterface
  interface Change<T, X extends Exception> {

    /** Returns the next state. For a mutable class, the next state may be the same object, changed. */
    T apply(T current) throws X;
  }
}
