package org.bilayer;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;

/**
 * One transaction, as objects: what is read in it is read once, what is changed is written together or not at all.
 *
 * <p>Within a unit one id gives one object: the first load wins, and queries return it instead of a second copy. There are
 * two exceptions, and in both the object that comes back stands for the id from then on:
 *
 * <ul>
 *   <li>A set-based change ({@link Bulk}) or a hand-written statement of this unit has changed the row. The aggregate is read
 *       again when it is asked for next, and the old object is refused when it is handed in.
 *   <li>The unit is read-only, at {@code READ_COMMITTED}, and a query finds the row in a state, committed by another unit,
 *       that satisfies the query's condition where the loaded object does not. In a unit that may write, this is a conflict.
 * </ul>
 *
 * <p>Pending changes are written before a query that could see them. An object is changed by handing its next state to {@link
 * Repository#update}; one that was changed in place and not handed over is found at the next flush and treated as
 * {@link UnitOptions#dirtyChecking} says.
 *
 * <p>The first {@link org.bilayer.failure.DataException} ends the unit: it is rolled back at once, and every later call
 * except {@link #close} and {@link #rollback} throws {@code UnitOfWorkFailedException}. The only way to survive an
 * expected failure is {@link #attempt}. An {@link IllegalArgumentException} or {@link IllegalStateException} for a call
 * that makes no sense changes nothing.
 *
 * <p>One thread at a time.
 *
 * <p>Applications call this interface and do not implement it, except to wrap one in a test: a minor release may add methods.
 */
public interface UnitOfWork extends AutoCloseable {

  /**
   * The aggregates of a mapping, as this unit sees them. The same mapping gives the same repository.
   *
   * @throws IllegalArgumentException if the mapping is not in the layer's model
   */
  <T, I> Repository<T, I> repository(Mapping<T, I> mapping);

  /**
   * Hand-written queries in this unit: a MyBatis mapper on a database, its Java form in memory. Pending changes are
   * written before each call.
   *
   * <p>A statement of a mapper that changes rows must raise the version column of each of them: versions are all by which the
   * layer notices the change. Loaded objects of such rows are treated as after a set-based change, see {@link Bulk}; at {@code
   * READ_COMMITTED} an old object that is handed in is a {@code StaleVersionException}, because another unit may have
   * changed the row. A change that does not raise the version is not noticed by loaded objects, nor by other units. MyBatis has
   * to know that a statement changes rows: a SELECT that does so needs {@code affectData}.
   *
   * @param type an interface
   * @throws org.bilayer.failure.MisuseException if this backend has no implementation of it; the unit is over
   */
  <Q> Q queries(Class<Q> type);

  /**
   * The next number of a sequence: known at once, never handed out again, not given back by a rollback.
   *
   * @throws IllegalArgumentException if the sequence is not in the layer's model
   */
  long nextValue(IdSequence sequence);

  /**
   * Runs a part that may fail without ending the unit: if it throws, everything since its beginning is undone, rows and
   * loaded objects alike, and what it threw passes on unchanged while the unit goes on. That holds for every throwable but an
   * {@link Error}, also for a checked exception that no signature names.
   *
   * <p>An object that was loaded before the attempt and that the part changed in place keeps that change, since nobody but
   * the application can undo it. {@link Repository#refresh} replaces such an object by one as stored, and {@link
   * Repository#evict} lets the unit forget it; otherwise the change is treated as {@link UnitOptions#dirtyChecking} says at the next
   * flush.
   *
   * <p>An {@link Error}, and failures that concern the whole transaction (conflicts, lost connections, deadlines), end the
   * unit even here. So does a failure to undo, which is thrown instead and has the first one as suppressed.
   *
   * <p>The attempt begins by writing pending changes, and costs what it touches, whatever the unit has loaded. With {@link
   * DirtyChecking#WRITE} it also compares all loaded objects that can change in place, once.
   *
   * @return what {@code part} returns
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
   * Runs an action after a successful commit, in the order of registration, on the committing thread; it may use the data
   * layer again. What it throws is logged and changes nothing. An action registered in an attempt that is undone does not
   * run.
   */
  void afterCommit(Runnable action);

  /**
   * Writes pending changes and commits. The unit is over, whatever happens.
   *
   * @throws org.bilayer.failure.DataException if it is not stored, or, for {@code CommitUnknownException}, nobody knows
   * @throws IllegalStateException if the unit is over already
   */
  void commit();

  /** Undoes everything. The unit is over; on one that is over already, does nothing. */
  void rollback();

  /** Rolls back unless the unit is over. */
  @Override
  void close();
}
