package org.bilayer;

/**
 * Work that runs in a unit of work. A data layer may run the work several times, each time in a fresh unit. The
 * work should therefore have no effects outside the unit.
 *
 * @param <R> the type of the result
 * @param <X> the checked exception that the work may throw
 */
@FunctionalInterface
public interface Work<R, X extends Exception> {

  /** Does the work and returns the result. */
  R apply(UnitOfWork work) throws X;

  /**
   * Work without a result.
   *
   * @param <X> the checked exception that the work may throw
   */
  @FunctionalInterface
  interface Action<X extends Exception> {

    /** Does the work. */
    void accept(UnitOfWork work) throws X;
  }
}
