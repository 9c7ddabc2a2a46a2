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

/**
 * The aggregates of one type in one unit of work. Everything said of {@link UnitOfWork} about identity, failures and
 * threads holds here. Lists returned are unmodifiable; their elements are the unit's objects.
 *
 * <p>{@link IllegalArgumentException} is thrown, and nothing happens, for a null id or aggregate, for a condition or order that
 * names what the mapping does not have, and where a getter or codec of the application throws while an argument is examined:
 * the message names type, id and column, and what was thrown is the cause. Code of the application that throws while a stored
 * row is read ends the unit with a {@link org.bilayer.failure.UnreadableRowException} that names table, key and column.
 *
 * <p>Applications call this interface and do not implement it, except to wrap one in a test: a minor release may add methods.
 *
 * @param <T> the root's type
 * @param <I> the id's type
 */
public interface Repository<T, I> {

  /** The aggregate with this id, if there is one. */
  Optional<T> find(I id);

  /**
   * The aggregate with this id.
   *
   * @throws org.bilayer.failure.NotFoundException if there is none; the unit is over
   */
  T get(I id);

  /**
   * Whether there is an aggregate with this id, in this unit's view: an added one exists, a removed one does not. If the unit
   * does not know the aggregate, one statement reads the key alone, and nothing is loaded.
   */
  boolean exists(I id);

  /**
   * As {@link #find(Object)}, and locks the root until the unit of work ends; see {@link Query#forUpdate}. If the unit
   * has loaded the aggregate already and another unit has changed or removed it since, the unit fails with a {@code
   * ConflictException}, which is worth a retry.
   */
  Optional<T> findForUpdate(I id);

  /**
   * As {@link #get}, and reads the rows again although the unit has loaded the aggregate: the way out where an object was
   * changed in place and the change must not be stored, or where others may have changed the row.
   *
   * <ul>
   *   <li>The object returned is a new one, and it is the unit's from now on: {@link #find(Object)} and queries return it.
   *       The object that was loaded before is no longer the unit's; no change of it is looked for.
   *   <li>What the unit would have written of this aggregate, by {@link #update}, {@link #upsert} or a change in place, is
   *       dropped. What a flush has written stays, and is part of what is read.
   *   <li>At SNAPSHOT and SERIALIZABLE the unit reads the state in which it began, with its own flushed changes. At
   *       READ_COMMITTED it reads what is committed now.
   * </ul>
   *
   * @return the aggregate as it is stored, in this unit's view
   * @throws org.bilayer.failure.NotFoundException if there is none, or this unit has removed it; the unit is over
   * @throws org.bilayer.failure.MisuseException if this unit has added it and not written it yet
   * @throws org.bilayer.failure.StaleVersionException if the unit guards it and its version is no longer the guarded one
   */
  T refresh(I id);

  /** The aggregates with these ids, in the order of the ids, without those that do not exist and without repeats. */
  List<T> findAllById(Collection<? extends I> ids);

  /** The aggregates that satisfy a condition, in an unspecified order. */
  default List<T> find(Specification<T> where) {
    return find(Query.where(where));
  }

  /**
   * The aggregates of a query, in its order; in an unspecified one where it has none. No object contradicts the condition.
   *
   * @throws org.bilayer.failure.StaleVersionException at {@code READ_COMMITTED}, if another unit has changed an aggregate that
   *     this unit has loaded, and the loaded object does not satisfy the condition that the row satisfies now; worth a retry. A
   *     read-only unit reads the aggregate again instead. A query that locks fails for every loaded object whose row is newer
   */
  List<T> find(Query<T> query);

  /**
   * The first page of a query, or the one at a cursor. The query's limit must be absent; without an order the id is the
   * order. Cursors belong to the unit's layer and the same query.
   *
   * @param size most items of a page, at least 1
   * @throws IllegalArgumentException if the query has a limit, or locks: one row more is read than a page shows
   */
  Page<T> page(Query<T> query, int size);

  /**
   * The page that begins, or for a {@code previous} cursor ends, at a cursor.
   *
   * @throws IllegalArgumentException if the cursor was made by another query, or was changed, or the query has a limit or locks
   */
  Page<T> page(Query<T> query, int size, Cursor cursor);

  /**
   * Reads the aggregates of a query one at a time, in bounded memory. They do not become part of the unit: each is a
   * fresh object, also of an aggregate that is loaded already, and {@link #update} does not know it. Where the class has a
   * version attribute, a streamed object that is given to {@code update} counts as one that the caller brought.
   *
   * <p>The beginning of the stream decides which aggregates come, and in which order, at every level. What others commit later
   * and what this unit writes later adds none, repeats none and moves none. An aggregate without owned rows comes as it was at
   * the beginning; one with owned rows comes as it is when its turn comes, complete and of one state, or not at all if it is
   * removed by then, or at {@code READ_COMMITTED} no longer satisfies the condition.
   *
   * <p>The function may use the unit for anything. Where the driver can do nothing else while rows are coming (MariaDB), the first
   * other call moves the rows that are left out of the connection: up to a megabyte into the heap, more into a temporary file
   * ({@code java.io.tmpdir}), encrypted with a key that is nowhere else, which goes with the stream.
   *
   * @param read what to do with the stream, which is closed afterwards; a stream kept longer fails when used
   * @return what {@code read} returns
   * @throws IllegalArgumentException if the query locks
   */
  <R> R stream(Query<T> query, Function<Stream<T>, R> read);

  /** As {@link #stream}, handing each aggregate to an action. */
  default void forEach(Query<T> query, Consumer<T> action) {
    this.<Boolean>stream(query, all -> {
      all.forEach(action);
      return true;
    });
  }

  /**
   * Parts of aggregates, or values computed over them. Results do not become part of the unit. A grouped projection takes
   * neither order nor limit: its groups come in an unspecified order.
   *
   * @throws IllegalArgumentException also for an order, limit or lock that the projection does not take
   */
  <R> List<R> select(Query<T> query, Projection<T, R> projection);

  /** As {@link #select(Query, Projection)}, of the aggregates that satisfy a condition. */
  default <R> List<R> select(Specification<T> where, Projection<T, R> projection) {
    return select(Query.where(where), projection);
  }

  /** How many aggregates satisfy a condition. */
  long count(Specification<T> where);

  /** Whether an aggregate satisfies a condition. */
  boolean exists(Specification<T> where);

  /**
   * Adds a new aggregate, written at the next flush. Its version begins at 1; an id that was removed should not be used
   * again, since a copy read long before could then carry the same version.
   *
   * @throws org.bilayer.failure.MisuseException if the database generates the ids of this mapping
   * @throws org.bilayer.failure.UniqueViolationException if this unit knows one with this id; otherwise the flush finds
   *     out. If this unit had looked for the id in vain, the flush fails with a {@code ConflictException} instead: another
   *     unit has added the row, and a retry finds it
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   * @throws org.bilayer.failure.NotNullViolationException if a required value is missing
   */
  void add(T object);

  /**
   * Adds a new aggregate of a mapping whose id the database generates. The row is written at once.
   *
   * @param make the aggregate with an id; called twice, first with a provisional id and then with the real one, and must
   *     give objects that differ in nothing else
   * @return the aggregate with its real id
   * @throws org.bilayer.failure.MisuseException if the mapping's ids are assigned
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  T addGenerated(Function<? super I, ? extends T> make);

  /** {@link #add} for each. */
  default void addAll(Collection<? extends T> objects) {
    objects.forEach(this::add);
  }

  /**
   * Stores an aggregate whether or not one with this id exists: {@link #update} if the unit knows or the store has one,
   * whatever its version, otherwise {@link #add}. Two units that do so at once with a new id conflict: one of them fails
   * with a {@code ConflictException} and is worth a retry, which finds the row. A unit that also adds objects of this mapping
   * without having looked for their ids fails with a {@code UniqueViolationException}, since one of those may have a taken id.
   *
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  void upsert(T object);

  /** All aggregates that satisfy a condition, to be changed or removed in one statement. */
  Bulk<T> where(Specification<T> where);

  /**
   * Sets the next state of an aggregate that this unit has loaded or added; the same id gives this object from now on.
   * Without a difference nothing is written.
   *
   * <p>Where the class has a version attribute, an aggregate that is not loaded may be given too: that attribute is the
   * version the row must still have. Where it is loaded, the attribute must be what the loaded object has.
   *
   * <p>Values that are stored already, as this unit has read them, are neither checked nor cut again.
   *
   * @throws org.bilayer.failure.MisuseException if the aggregate was not loaded in this unit, or was removed in it, or this
   *     unit has changed its row since it was loaded (see {@link Bulk}); at the flush if its id was changed in place, and
   *     nothing of the unit is stored
   * @throws org.bilayer.failure.StaleVersionException if the version attribute differs from the loaded one, which is not worth
   *     a retry; or at the flush if the row was changed by others, which is worth one where this unit has read the version
   * @throws org.bilayer.failure.InvalidValueException if a value cannot be stored
   */
  void update(T next);

  /**
   * Loads an aggregate, computes its next state and updates it: {@code accounts.change(id, account ->
   * account.withdraw(amount))}. With immutable objects this leaves no update to forget.
   *
   * @param change gives the next state; what it throws passes through, and nothing is changed
   * @return the next state
   * @throws IllegalArgumentException if {@code change} gives null; nothing is changed
   * @throws org.bilayer.failure.NotFoundException if there is none with this id; the unit is over
   */
  T change(I id, UnaryOperator<T> change);

  /** As {@link #change}, for a function that throws a checked exception. */
  <X extends Exception> T changeChecked(I id, Change<T, X> change) throws X;

  /**
   * Sets the next state of an aggregate as edited outside of this unit, on a copy read at {@code expectedVersion}.
   *
   * @throws org.bilayer.failure.StaleVersionException if the aggregate has another version now, or is gone; also at the flush,
   *     if it changes in between. Not worth a retry, since the caller brought the version; a version that this unit itself
   *     has told, by {@link #version} or as an attribute of a loaded object, counts as read
   */
  void update(T next, long expectedVersion);

  /**
   * Removes an aggregate that this unit has loaded or added, with everything it owns.
   *
   * @throws org.bilayer.failure.MisuseException if it was not loaded in this unit, or was removed in it already, or this unit
   *     has changed its row since it was loaded
   * @throws org.bilayer.failure.StaleVersionException as {@link #update(Object)}
   */
  void remove(T object);

  /**
   * Removes the aggregate with this id, whatever its version is. If the unit has not loaded the aggregate, this call loads it;
   * the flush then checks the version as for every loaded aggregate.
   *
   * @throws org.bilayer.failure.NotFoundException if there is none, or this unit has removed it; the unit is over
   * @throws org.bilayer.failure.StaleVersionException at the flush, if another unit has changed or removed the aggregate since it
   *     was loaded; worth a retry
   */
  void removeById(I id);

  /**
   * Removes the aggregate with this id as known outside of this unit at {@code expectedVersion}.
   *
   * @throws org.bilayer.failure.StaleVersionException as {@link #update(Object, long)}
   */
  void removeById(I id, long expectedVersion);

  /**
   * Makes the unit depend on an aggregate that it only reads: at the commit its row is locked against change and the unit
   * fails if it is no longer the one that was read. Prevents write skew between units that guard what they decide by, at
   * every level and on every database. An aggregate that the unit writes needs no guard.
   *
   * @throws org.bilayer.failure.MisuseException if it was not loaded in this unit, or was removed in it, or this unit has
   *     changed its row since it was loaded
   */
  void guard(T object);

  /**
   * Lets the unit forget an aggregate: its object is not compared or written any more, and a later {@link #find(Object)},
   * {@link #get} or query reads the rows again and returns another object.
   *
   * <p>What the unit would have written of this aggregate is dropped, be it an addition, an update, a change in place or a
   * removal. What a flush has written stays written. An aggregate that the unit does not know, or whose removal is written
   * already, is left alone.
   *
   * @param object any object with the id of the aggregate
   * @throws org.bilayer.failure.MisuseException if the unit guards the aggregate, since the commit has to compare it
   */
  void evict(T object);

  /**
   * The version of an aggregate that this unit has loaded or added, to hand out with a disconnected copy. Pending changes
   * count from the next flush on.
   *
   * @throws org.bilayer.failure.MisuseException if it was not loaded in this unit, or was removed in it, or this unit has
   *     changed its row since it was loaded
   */
  long version(T object);

  /**
   * Computes the next state of an aggregate.
   *
   * @param <T> the root's type
   * @param <X> the checked exception that the function may throw
   */
  @FunctionalInterface
  interface Change<T, X extends Exception> {

    /** The next state; for a mutable class, the same object, changed. */
    T apply(T current) throws X;
  }
}
