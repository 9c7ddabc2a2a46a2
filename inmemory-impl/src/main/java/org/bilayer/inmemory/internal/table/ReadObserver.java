package org.bilayer.inmemory.internal.table;

import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.value.Key;

/** Is told what a session looked at and what it learned from its writes. One thread at a time. */
public interface ReadObserver {

  /** For sessions whose reads need not be known. */
  ReadObserver NONE = new ReadObserver() {};

  /** A row was found under the key, or found absent. */
  default void sawKey(TableShape table, Key key) {}

  /** Rows were looked up by their keys, or by beginnings of one length of them. */
  default void sawKeys(TableShape table, List<Key> keys) {}

  /** All rows of a table that satisfy a condition. */
  default void sawMatches(TableShape table, Condition where) {}

  /**
   * A change succeeded and was undone: that nothing stood in its way was seen, although nothing of it is left that would be
   * checked again at commit.
   */
  default void sawOutcomeOf(RowChange change) {}
}
