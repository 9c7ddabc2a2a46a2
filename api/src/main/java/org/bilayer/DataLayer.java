package org.bilayer;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;

/**
 * The data of an application, in memory or in a database. A data layer begins units of work. Thread-safe; an
 * application has one data layer per database.
 *
 * <p>{@code run} and {@code execute} run work in a new unit of work. If the work ends normally, the unit is
 * committed. If the work throws, the unit is rolled back and the exception passes on unchanged. If a {@code
 * DataException} is worth a retry, {@code run} and {@code execute} run the work again on a fresh unit, after a
 * short random pause. They repeat this until the work succeeds, the tries are used up, or the timeout is over,
 * and then throw the last failure. They never retry {@code CommitUnknownException}. Calls do not nest: one data
 * layer runs one unit at a time per thread.
 *
 * <p>Applications call this interface. Only tests may implement it, to wrap an instance: a minor release may
 * add methods.
 */
public interface DataLayer extends AutoCloseable {

  /**
   * Runs work with the layer's unit options.
   *
   * @throws org.bilayer.failure.DataException if the work fails; nothing is stored, unless the failure is
   *     {@code CommitUnknownException}
   * @throws IllegalStateException if this thread is in {@code run} or {@code execute} of this layer already, or
   *     the layer is closed; nothing is done
   */
  void run(Consumer<? super UnitOfWork> work);

  /** As {@link #run(Consumer)}, with the given options. */
  void run(UnitOptions options, Consumer<? super UnitOfWork> work);

  /** As {@link #run(Consumer)}, and returns the result of the run that was committed. */
  <R> R execute(Function<? super UnitOfWork, ? extends R> work);

  /** As {@link #execute(Function)}, with the given options. */
  <R> R execute(UnitOptions options, Function<? super UnitOfWork, ? extends R> work);

  /** As {@link #run(Consumer)}, for work that throws a checked exception. */
  <X extends Exception> void runChecked(Work.Action<X> work) throws X;

  /** As {@link #runChecked(Work.Action)}, with the given options. */
  <X extends Exception> void runChecked(UnitOptions options, Work.Action<X> work) throws X;

  /** As {@link #execute(Function)}, for work that throws a checked exception. */
  <R, X extends Exception> R executeChecked(Work<R, X> work) throws X;

  /** As {@link #executeChecked(Work)}, with the given options. */
  <R, X extends Exception> R executeChecked(UnitOptions options, Work<R, X> work) throws X;

  /**
   * Returns reads that need no unit of work: each call is a unit of work of its own. This is the cheapest way
   * to read a single answer.
   *
   * @throws IllegalArgumentException if the mapping is not part of the layer's model
   */
  <T, I> ReadRepository<T, I> read(Mapping<T, I> mapping);

  /**
   * Begins a unit of work that the caller commits and closes. The layer never retries such a unit.
   *
   * @throws org.bilayer.failure.UnavailableException if the store cannot be reached
   * @throws IllegalStateException if the layer is closed
   */
  UnitOfWork begin();

  /** As {@link #begin()}, with the given options. */
  UnitOfWork begin(UnitOptions options);

  /** The model of this layer. */
  Model model();

  /** The product and version of the store, for display. */
  String storeName();

  /** The number of retries of units of work since this layer was opened. */
  long retries();

  /**
   * Closes the layer. The log reports each unit that is still open, with the place that opened it, and such a
   * unit fails at the next call. A pool or session factory that was passed to the layer stays open.
   */
  @Override
  void close();
}
