package org.bilayer.store;

/** How the rows of a table show that they have changed. */
public enum Versioning {

  /** A column of the table holds a number, which the library raises by one with each change. */
  COLUMN,

  /**
   * The store gives each row that it writes another version. The version is read like a column and never written. Rows that
   * one transaction writes between two savepoints may have the same version; a row that a transaction writes has another
   * version than before the transaction, and than before the last savepoint.
   */
  SERVER,

  /** The rows have no version: owned rows, whose root has one, and the rows of mappings that are read only. */
  NONE
}
