package org.bilayer.testkit.fault;

/** What a unit of work asks of its store, as far as it can be made to fail. */
public enum Operation {
  /** The beginning of the transaction, at the first thing a unit of work needs from the store. */
  OPEN,
  /** Reading rows by key. */
  FETCH,
  /** Reading rows by condition. */
  SELECT,
  /** Opening a stream. */
  STREAM,
  /** Counting and other aggregates. */
  SUMMARISE,
  /** One call of hand-written queries, whatever it asks for: a mapper on a database, its Java form in memory. */
  QUERIES,
  /** Handing over everything that is pending. */
  FLUSH,
  /** One row of a flush; those before it are written. */
  WRITE,
  /** Adding a row whose id the store gives. */
  INSERT_GENERATED,
  /** Changing all rows that satisfy a condition. */
  BULK_UPDATE,
  /** Removing all rows that satisfy a condition. */
  BULK_DELETE,
  /** Taking numbers from a sequence. */
  NEXT_BLOCK,
  /** The beginning of an attempt. */
  SAVEPOINT,
  /** Undoing an attempt. */
  ROLLBACK_TO,
  /** The end of an attempt that succeeded. */
  RELEASE,
  COMMIT,
  /** Asking what became of a commit whose answer was lost; only where {@code UnitOptions.resolveCommit} is chosen. */
  RESOLVE,
  ROLLBACK
}
