package org.bilayer;

/**
 * What to do at a flush with an object that was changed but not handed to {@code update}. Found by comparing what
 * would be stored with what was read.
 */
public enum Unsaved {
  /** The unit of work fails with {@code MisuseException}, naming the object. */
  FAIL,
  /** The change is written, as if {@code update} had been called. */
  WRITE,
  /** The change is not written, and not looked for. */
  IGNORE
}
