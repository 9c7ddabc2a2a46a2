package org.bilayer.inmemory.internal.session;

/** Sees every operation of every session pass, and may fail it. Thread-safe. */
@FunctionalInterface
interface FaultHook {

  FaultHook NONE = step -> {};

  /**
   * Called before the step takes effect; what it throws is what the operation throws.
   *
   * @throws org.bilayer.failure.DataException as the operation would
   */
  void at(StoreStep step);
}
