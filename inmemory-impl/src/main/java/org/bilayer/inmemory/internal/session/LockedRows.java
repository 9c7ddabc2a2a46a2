package org.bilayer.inmemory.internal.session;

import java.util.HashMap;
import java.util.Map;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The rows that a session locked, each as it was committed when it was locked first. One thread at a time. */
final class LockedRows {
  /*
   * Optimistic: nobody waits for these locks. That a locked row stays what it was is checked instead when it is locked and
   * when the session commits, so a session that succeeds has had the rows to itself; one that would have made others
   * wait, or waited itself, may fail. Share and update locks are the same then: two sessions that lock one row for update
   * both succeed if neither changes it.
   */
  private final Map<TableShape, Map<Key, @Nullable Object[]>> rows = new HashMap<>();

  /** Locks a row. Rows that the session itself added are its own already. */
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
   * Checks that every locked row is what it was.
   *
   * @throws WriteConflictException if one was changed or removed
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
