package org.bilayer.docs.verify.mutants.engine;

/**
 * An engine that is wrong in one way.
 *
 * @param id short and unique
 * @param contract the type of the library whose Javadoc makes the promise
 * @param sentence the words of that Javadoc that do not hold
 * @param mistake what the engine does instead
 * @param plan where the mistake is planted
 * @param proof holds on the right engine, and not on this one
 */
record EngineMutant(
    String id, Class<?> contract, String sentence, String mistake, Plan plan, Proof proof) {

  /** A direct test of one promise, in memory. */
  @FunctionalInterface
  interface Proof {

    /** Fails where the promise is not kept. */
    void check(Lab lab) throws Exception;
  }

  @Override
  public String toString() {
    return id + " " + mistake;
  }
}
