package org.bilayer.value;

/** Whether a read locks the rows it returns until the unit of work ends. */
public enum Lock {
  /** No lock. */
  NONE,
  /** Others may read and share-lock the rows, not change them. */
  SHARE,
  /** Others may read the rows, not lock or change them. */
  UPDATE
}
