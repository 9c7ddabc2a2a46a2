package org.bilayer.inmemory.internal.session;

/** The moments of a session at which it can be made to fail. */
enum StoreStep {
  FETCH,
  SELECT,
  STREAM,
  SUMMARISE,
  WRITE,
  UPDATE,
  DELETE,
  NEXT_BLOCK,
  SAVEPOINT,
  ROLLBACK_TO,
  RELEASE,
  /** Before anything of the commit is decided. */
  COMMIT,
  /** After the commit took effect. */
  COMMITTED,
  ROLLBACK
}
