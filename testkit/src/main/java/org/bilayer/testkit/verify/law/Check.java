package org.bilayer.testkit.verify.law;

/**
 * Checks one law on the aggregates of one mapping. May change what is stored: nothing but other laws comes after it. A write that
 * the model's rules refuse leaves the law open.
 */
@FunctionalInterface
interface Check {

  /**
   * Checks the law.
   *
   * @throws Broken if the law is not kept
   */
  <T, I> void check(Subject<T, I> subject);
}
