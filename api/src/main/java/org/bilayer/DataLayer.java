package org.bilayer;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;

/**
 * An application's data, in memory or in a database: the place where units of work begin. Thread-safe; an application
 * has one per database.
 *
 * <p>{@code run} and {@code execute} run work in a unit of its own: when the work ends normally the unit is committed,
 * when it throws the unit is rolled back and the exception passes on unchanged. A {@code DataException} that is worth
 * a retry makes them run the work again on a fresh unit, after a short random pause, until it succeeds, the tries are
 * used up or the timeout is over; then the last failure is thrown. They never retry {@code CommitUnknownException}.
 * Calls do not nest: one data layer runs one unit at a time per thread.
 *
 * <p>Applications call this interface and do not implement it, except to wrap one in a test: a minor release may add methods.
 */
public interface DataLayer extends AutoCloseable {

  /**
   * Runs work with the layer's unit options.
   *
   * @throws org.bilayer.failure.DataException if it cannot be done; nothing is stored, unless the failure is {@code
   *     CommitUnknownException}
   * @throws IllegalStateException if this thread is in {@code run} or {@code execute} of this layer already, or the
   *     layer is closed; nothing is done
   */
  void run(Consumer<? super UnitOfWork> work);

  /** As {@link #run(Consumer)}, with its own options. */
  void run(UnitOptions options, Consumer<? super UnitOfWork> work);

  /** As {@link #run(Consumer)}, and returns what the committed run of the work returned. */
  <R> R execute(Function<? super UnitOfWork, ? extends R> work);

  /** As {@link #execute(Function)}, with its own options. */
  <R> R execute(UnitOptions options, Function<? super UnitOfWork, ? extends R> work);

  /** As {@link #run(Consumer)}, for work that throws a checked exception. */
  <X extends Exception> void runChecked(Work.Action<X> work) throws X;

  /** As {@link #runChecked(Work.Action)}, with its own options. */
  <X extends Exception> void runChecked(UnitOptions options, Work.Action<X> work) throws X;

  /** As {@link #execute(Function)}, for work that throws a checked exception. */
  <R, X extends Exception> R executeChecked(Work<R, X> work) throws X;

  /** As {@link #executeChecked(Work)}, with its own options. */
  <R, X extends Exception> R executeChecked(UnitOptions options, Work<R, X> work) throws X;

  /**
   * Reads that stand alone, each a unit of work of its own: the cheapest way to a single answer.
   *
   * @throws IllegalArgumentException if the mapping is not part of the layer's model
   */
  <T, I> ReadRepository<T, I> read(Mapping<T, I> mapping);

  /**
   * Begins a unit of work that the caller commits and closes; it is never retried.
   *
   * @throws org.bilayer.failure.UnavailableException if the store cannot be reached
   * @throws IllegalStateException if the layer is closed
   */
  UnitOfWork begin();

  /** As {@link #begin()}, with its own options. */
  UnitOfWork begin(UnitOptions options);

  /** The model this layer was opened with. */
  Model model();

  /** What holds the data, for people: product and version. */
  String storeName();

  /** How often units of work were run again since this layer was opened. */
  long retries();

  /**
   * Closes the layer. Units still open are reported in the log with the place that opened them, and fail at their next
   * call. A pool or session factory handed to the layer stays open.
   */
  @Override
  void close();
}
