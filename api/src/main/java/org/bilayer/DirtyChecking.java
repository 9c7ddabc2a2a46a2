package org.bilayer;

/**
 * What to do with an object that was changed in place but not handed to {@code update}. Found by comparing what would be
 * stored with what was read, for each loaded object that can change; objects of records of values cannot.
 */
public enum DirtyChecking {
  /**
   * The unit of work fails with {@code MisuseException}, naming the object. Looked for at the commit, by {@code flush} and
   * before set-based changes.
   */
  FAIL,
  /**
   * The change is written, as if {@code update} had been called. Looked for at each flush, at the end of each attempt, before
   * hand-written queries and, among the objects of the tables it reads, before each query.
   */
  WRITE,
  /** The change is not written, and not looked for. */
  IGNORE
}
