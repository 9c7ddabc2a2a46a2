package org.bilayer.store;

import java.util.List;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;

/**
 * The rows whose {@code columns} equal one of the keys. Used to load roots by id and, by the beginning of
 * their primary key, the rows that roots own.
 *
 * @param columns positions that form a beginning of the table's primary key, or all of it
 * @param keys distinct, at least one; a backend may read them in portions, all from one state of the data
 * @param lock whether the rows found are locked
 * @param marksUnreadable as {@link Select#marksUnreadable()}
 */
public record Fetch(
    Table table, List<Integer> columns, List<Key> keys, Lock lock, boolean marksUnreadable) {

  /** Copies the lists. */
  public Fetch {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /** A fetch without marks. */
  public Fetch(Table table, List<Integer> columns, List<Key> keys, Lock lock) {
    this(table, columns, keys, lock, false);
  }
}
