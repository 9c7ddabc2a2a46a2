package org.bilayer.inmemory.internal;

import org.bilayer.spi.Key;

/** Is told of rows that a write looked at and that decided its outcome. */
@FunctionalInterface
interface ReadObserver {

  ReadObserver NONE = (table, key) -> {};

  /** A row was found under the key, or found absent. */
  void sawKey(TableShape table, Key key);
}
