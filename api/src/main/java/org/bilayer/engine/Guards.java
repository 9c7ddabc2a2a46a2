package org.bilayer.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.model.Layout;
import org.bilayer.spi.Fetch;
import org.bilayer.spi.Key;
import org.bilayer.spi.Lock;
import org.bilayer.spi.StoreSession;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that must not have changed when the unit commits. They are locked table by table in the order of the flush
 * plan and by key, so that two units that guard the same rows cannot wait for each other in a circle.
 */
final class Guards {

  /** Null as long as there are none. */
  private @Nullable Set<Entry<?>> guarded;

  void add(Entry<?> entry) {
    if (guarded == null) {
      guarded = new LinkedHashSet<>();
    }
    guarded.add(entry);
  }

  boolean isEmpty() {
    return guarded == null || guarded.isEmpty();
  }

  /** What is guarded now. */
  List<Entry<?>> snapshot() {
    return guarded == null ? List.of() : List.copyOf(guarded);
  }

  /** Forgets the guards of an undone attempt. */
  void restore(List<Entry<?>> snapshot) {
    guarded = snapshot.isEmpty() ? null : new LinkedHashSet<>(snapshot);
  }

  /**
   * Locks and checks; called after the last flush.
   *
   * @throws org.bilayer.failure.ConflictException if one has changed or cannot be locked
   */
  void check(StoreSession session, FlushPlan plan) {
    check(session, plan, Lock.SHARE);
  }

  /** As the other, with another lock than usual, or none. */
  void check(StoreSession session, FlushPlan plan, Lock lock) {
    if (guarded == null) {
      return;
    }
    var left = new ArrayList<Entry<?>>();
    for (Entry<?> entry : guarded) {
      // A row that this unit has written was checked by that write and is locked by it; one that it
      // has
      // added and removed again was never there.
      boolean neverStored = entry.state == Entry.State.GONE && entry.version == 0;
      if (!entry.written && !neverStored) {
        left.add(entry);
      }
    }
    left.sort(plan.lockOrder());
    for (int from = 0; from < left.size(); ) {
      Layout<?, ?> layout = left.get(from).layout;
      int to = from;
      var keys = new ArrayList<Key>();
      while (to < left.size() && left.get(to).table().equals(layout.root().name())) {
        keys.add(left.get(to).key);
        to++;
      }
      check(session, layout, keys, left.subList(from, to), lock);
      from = to;
    }
  }

  private static void check(
      StoreSession session,
      Layout<?, ?> layout,
      List<Key> keys,
      List<Entry<?>> entries,
      Lock lock) {
    Table table = layout.root();
    List<@Nullable Object[]> rows = session.fetch(new Fetch(table, table.key(), keys, lock));
    for (Entry<?> entry : entries) {
      long found = -1;
      for (@Nullable Object[] row : rows) {
        if (Loader.keyOf(table, row).equals(entry.key)) {
          found = layout.versionOf(row);
        }
      }
      if (found != entry.version) {
        throw Flush.stale(entry, found);
      }
    }
  }
}
