package org.bilayer.inmemory.internal.session;

import java.util.HashMap;
import java.util.Map;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The rows that a session has locked, each in the committed state at its first lock. One thread at a time. */
final class LockedRows {
  /*
   * The locks are optimistic: no session waits. Instead, the session checks at the lock and at the commit that the
   * row has not changed. A session that succeeds has had the rows for itself. A session that would have waited, or
   * made another session wait, may fail. Share locks and update locks have the same effect: two sessions that lock
   * one row for update both succeed if neither changes the row.
   */
  private final Map<TableShape, Map<Key, @Nullable Object[]>> rows = new HashMap<>();

  /** Locks a row. A row that the session itself has added needs no lock. */
  void lock(TableShape table, Key key, Root snapshot, Root newest) {
    @Nullable Object[] row = snapshot.row(table, key);
    if (row == null) {
      return;
    }
    Map<Key, @Nullable Object[]> locked = rows.computeIfAbsent(table, any -> new HashMap<>());
    @Nullable Object[] first = locked.putIfAbsent(key, row);
    checkSame(table, key, first == null ? row : first, newest);
  }

  /**
   * Checks that every locked row is unchanged.
   *
   * @throws WriteConflictException if a locked row was changed or removed
   */
  void check(Root newest) {
    rows.forEach(
        (table, locked) -> locked.forEach((key, row) -> checkSame(table, key, row, newest)));
  }

  private static void checkSame(TableShape table, Key key, @Nullable Object[] row, Root newest) {
    @Nullable Object[] found = newest.row(table, key);
    if (!Rebase.sameState(row, found)) {
      throw new WriteConflictException(
          "Cannot keep the lock: another unit of work " + (found == null ? "removed" : "changed")
              + " the row [table=" + table + ", key="
              + key + "]. Run the unit of work again.",
          null);
    }
  }
}
