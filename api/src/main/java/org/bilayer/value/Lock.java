package org.bilayer.value;

/** Whether a read locks the rows it returns until the unit of work ends. */
public enum Lock {
  /** No lock. */
  NONE,
  /** Other units may read the rows and lock them in the same way, but not change them. */
  SHARE,
  /** Other units may read the rows, but neither lock nor change them. */
  UPDATE
}
