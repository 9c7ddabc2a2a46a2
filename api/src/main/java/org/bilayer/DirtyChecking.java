package org.bilayer;

/**
 * What a unit of work does about an object that was changed in place and not passed to {@code update}. The unit
 * finds such an object by comparing the present values with the values that were read, for each loaded object
 * that can change. Records of values cannot change.
 */
public enum DirtyChecking {
  /**
   * The unit of work fails with {@code MisuseException}, which names the object. The unit compares at the
   * commit, in {@code flush}, and before set-based changes.
   */
  FAIL,
  /**
   * The unit writes the change, as if {@code update} had been called. The unit compares at each flush, at the
   * end of each attempt, and before hand-written queries. Before each other query, the unit compares the
   * objects of the tables that the query reads.
   */
  WRITE,
  /** The unit neither looks for the change nor writes it. */
  IGNORE
}
