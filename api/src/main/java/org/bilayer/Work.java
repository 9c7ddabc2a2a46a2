package org.bilayer;

/**
 * What is done in a unit of work. It may be run several times, each time on a fresh unit, so it should have no
 * effects outside the unit.
 *
 * @param <R> what comes of it
 * @param <X> the checked exception that the work may throw
 */
@FunctionalInterface
public interface Work<R, X extends Exception> {

  /** Does the work and returns its result. */
  R apply(UnitOfWork work) throws X;

  /**
   * Work without a result.
   *
   * @param <X> the checked exception it may throw
   */
  @FunctionalInterface
  interface Action<X extends Exception> {

    /** Does the work. */
    void accept(UnitOfWork work) throws X;
  }
}
