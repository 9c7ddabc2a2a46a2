package org.bilayer;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;

/**
 * One transaction, expressed as operations on objects. The commit stores all changes of the unit or none of
 * them.
 *
 * <p>Within a unit, an id stands for one object. The first load creates the object, and every later load and
 * query returns this object. There are two exceptions. In both, the unit returns a new object, and the new
 * object stands for the id from then on:
 *
 * <ul>
 *   <li>A set-based change ({@link Bulk}) or a hand-written statement of this unit has changed the row. The
 *       unit reads the aggregate again at the next access, and refuses the old object as an argument.
 *   <li>The unit is read-only and at {@code READ_COMMITTED}, another unit has committed a change of the row,
 *       and the condition of a query is true for the new row but not for the loaded object. In a unit that may
 *       write, the same situation is a conflict.
 * </ul>
 *
 * <p>The unit writes pending changes before each query that could see them. An application changes an object by
 * passing the next state to {@link Repository#update}. {@link UnitOptions#dirtyChecking} decides what the next
 * flush does about an object that was changed in place and not passed to {@code update}.
 *
 * <p>The first {@link org.bilayer.failure.DataException} ends the unit. The unit is rolled back at once, and
 * every later call except {@link #close} and {@link #rollback} throws {@code UnitOfWorkFailedException}. Only
 * {@link #attempt} lets a unit continue after an expected failure. An {@link IllegalArgumentException} or
 * {@link IllegalStateException} for an invalid call changes nothing.
 *
 * <p>Not safe for concurrent use: one thread at a time.
 *
 * <p>Applications call this interface. Only tests may implement it, to wrap an instance: a minor release may
 * add methods.
 */
public interface UnitOfWork extends AutoCloseable {

  /**
   * Returns the repository of a mapping in this unit. The same mapping gives the same repository.
   *
   * @throws IllegalArgumentException if the mapping is not in the layer's model
   */
  <T, I> Repository<T, I> repository(Mapping<T, I> mapping);

  /**
   * Returns hand-written queries that run in this unit: a MyBatis mapper on a database, the Java form in
   * memory. The unit writes pending changes before each call.
   *
   * <p>A statement of a mapper that changes rows must raise the version column of each changed row, because the
   * layer notices a change by the version alone. Loaded objects of changed rows are treated as after a
   * set-based change, see {@link Bulk}. At {@code READ_COMMITTED}, an old object as an argument is a {@code
   * StaleVersionException}, because another unit may have changed the row. If the version is not raised,
   * neither loaded objects nor other units notice the change. MyBatis must know that a statement changes rows:
   * a SELECT that changes rows needs {@code affectData}.
   *
   * @param type an interface
   * @throws org.bilayer.failure.MisuseException if this backend has no implementation of {@code type}; the unit
   *     is over
   */
  <Q> Q queries(Class<Q> type);

  /**
   * Returns the next number of a sequence. The number is known at once, is never returned again, and is not
   * given back by a rollback.
   *
   * @throws IllegalArgumentException if the sequence is not in the layer's model
   */
  long nextValue(IdSequence sequence);

  /**
   * Runs a part of the unit that may fail without ending the unit. If the part throws, the unit undoes all
   * effects of the part on rows and on loaded objects, throws the part's exception unchanged, and stays open.
   * This holds for every throwable except an {@link Error}, also for a checked exception that no signature
   * names.
   *
   * <p>An attempt does not undo changes that the part made in place to an object loaded before the attempt:
   * only the application can undo such changes. {@link Repository#refresh} replaces such an object by the
   * stored state, and {@link Repository#evict} makes the unit forget the object. Without either call, the next
   * flush treats the change according to {@link UnitOptions#dirtyChecking}.
   *
   * <p>An {@link Error} ends the unit, also in an attempt. Failures that concern the whole transaction
   * (conflicts, lost connections, deadlines) end the unit, too. If the undo fails, the unit ends, and the
   * failure of the undo is thrown with the first failure as suppressed.
   *
   * <p>The attempt begins by writing pending changes. The cost depends on the objects that the attempt uses,
   * not on the number of loaded objects. With {@link DirtyChecking#WRITE}, the attempt also compares all loaded
   * objects that can change in place, once.
   *
   * @return the result of {@code part}
   */
  <R> R attemptResult(Function<? super UnitOfWork, ? extends R> part);

  /** As {@link #attemptResult}, without a result. */
  void attempt(Consumer<? super UnitOfWork> part);

  /** As {@link #attempt}, for a part that throws a checked exception. */
  <X extends Exception> void attemptChecked(Work.Action<X> part) throws X;

  /** As {@link #attemptResult}, for a part that throws a checked exception. */
  <R, X extends Exception> R attemptResultChecked(Work<R, X> part) throws X;

  /**
   * Writes pending changes now, without committing them.
   *
   * @throws org.bilayer.failure.DataException if a write is refused; the unit is over
   */
  void flush();

  /**
   * Registers an action that runs after a successful commit. Actions run in the order of registration, on the
   * committing thread, and may use the data layer again. An exception of an action is logged and has no other
   * effect. If an attempt is undone, the actions registered in the attempt do not run.
   */
  void afterCommit(Runnable action);

  /**
   * Writes pending changes and commits. The unit is over, also if the commit fails.
   *
   * @throws org.bilayer.failure.DataException if the changes are not stored; with {@code
   *     CommitUnknownException}, the outcome is unknown
   * @throws IllegalStateException if the unit is over already
   */
  void commit();

  /** Undoes all changes and ends the unit. If the unit is over already, this method does nothing. */
  void rollback();

  /** Rolls back unless the unit is over. */
  @Override
  void close();
}
