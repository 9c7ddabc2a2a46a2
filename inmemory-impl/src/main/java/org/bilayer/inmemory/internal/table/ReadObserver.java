package org.bilayer.inmemory.internal.table;

import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.value.Key;

/**
 * Receives the reads of a session, and the information that the session has got from its writes. One thread at a
 * time.
 */
public interface ReadObserver {

  /** The observer of a session whose reads need not be recorded. */
  ReadObserver NONE = new ReadObserver() {};

  /** A row was found under the key, or found absent. */
  default void sawKey(TableShape table, Key key) {}

  /** Rows were looked up by their keys, or by beginnings of one length of them. */
  default void sawKeys(TableShape table, List<Key> keys) {}

  /** A row to which another row refers was found under the key, or found absent. */
  default void sawReferred(TableShape table, Key key) {}

  /** All rows of a table that satisfy a condition. */
  default void sawMatches(TableShape table, Condition where) {}

  /**
   * A change succeeded and was undone. The session has seen that no constraint refused the change, and the commit
   * does not check an undone change again.
   */
  default void sawOutcomeOf(RowChange change) {}
}
