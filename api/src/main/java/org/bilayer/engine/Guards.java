package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.engine.flush.FlushPlan;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.layout.Layout;
import org.bilayer.store.Fetch;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that must not have changed when the unit commits. They are locked table by table in the order of the flush
 * plan and by key, so that two units that guard the same rows cannot wait for each other in a circle.
 */
final class Guards {

  /** In the order in which they were guarded, so that an attempt can take back its own. */
  private final List<Entry<?>> inOrder = new ArrayList<>();

  private final Set<Entry<?>> guarded = new HashSet<>();

  void add(Entry<?> entry) {
    if (guarded.add(entry)) {
      inOrder.add(entry);
    }
  }

  /** Those for which something does not hold. */
  Guards without(Predicate<Entry<?>> condition) {
    var others = new Guards();
    inOrder.stream().filter(condition.negate()).forEach(others::add);
    return others;
  }

  boolean contains(Entry<?> entry) {
    return guarded.contains(entry);
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  /** Those guarded, in the order in which they were; not a copy. */
  List<Entry<?>> all() {
    return inOrder;
  }

  int size() {
    return inOrder.size();
  }

  /** Takes back the guards of an undone attempt, which are all but the first so many. */
  void keepFirst(int kept) {
    while (inOrder.size() > kept) {
      guarded.remove(inOrder.remove(inOrder.size() - 1));
    }
  }

  /**
   * Locks and checks; called after the last flush, with no entry in doubt.
   *
   * @throws org.bilayer.failure.ConflictException if one has changed or cannot be locked
   */
  void check(StoreSession session, FlushPlan plan) {
    check(session, plan, Lock.SHARE, false);
  }

  /**
   * As the other, with another lock than usual, or none.
   *
   * @param isUndone whether the rows are looked at without what this unit has written. A set-based change or a hand-written
   *     statement of this unit may have raised a version before the entry was read; a lower one then says nothing of others
   */
  void check(StoreSession session, FlushPlan plan, Lock lock, boolean isUndone) {
    var left = new ArrayList<Entry<?>>();
    for (Entry<?> entry : inOrder) {
      // A row that this unit has written was checked by that write and is locked by it. An added
      // object that is not written yet, or was removed before, has no row.
      boolean neverStored = entry.version == Table.NO_VERSION;
      if (!entry.written && !neverStored) {
        left.add(entry);
      }
    }
    left.sort((a, b) -> plan.compareRows(a.layout.root(), a.key, b.layout.root(), b.key));
    for (int from = 0; from < left.size(); ) {
      Layout<?, ?> layout = left.get(from).layout;
      int to = from;
      var keys = new ArrayList<Key>();
      while (to < left.size() && left.get(to).table().equals(layout.root().name())) {
        keys.add(left.get(to).key);
        to++;
      }
      check(session, layout, keys, left.subList(from, to), lock, isUndone);
      from = to;
    }
  }

  private static void check(
      StoreSession session,
      Layout<?, ?> layout,
      List<Key> keys,
      List<Entry<?>> entries,
      Lock lock,
      boolean isUndone) {
    Table table = layout.root();
    List<@Nullable Object[]> rows = session.fetch(new Fetch(table, table.key(), keys, lock));
    var versions = new HashMap<Key, Long>();
    for (@Nullable Object[] row : rows) {
      versions.put(RowKeys.keyOf(table, row), layout.versionOf(row));
    }
    for (Entry<?> entry : entries) {
      long found = versions.getOrDefault(entry.key, StaleVersionException.GONE);
      boolean isOwnChangeUndone =
          isUndone && found != StaleVersionException.GONE && mayBeOwn(table, entry, found);
      if (found != entry.version && !isOwnChangeUndone) {
        throw Flush.stale(entry, found);
      }
    }
  }

  /** Whether the version that was read may have come from a change of this unit by which it differs from the one there is. */
  private static boolean mayBeOwn(Table table, Entry<?> entry, long found) {
    return table.versioning() == Versioning.SERVER
        ? entry.isReadAfterOwnChange()
        : found < entry.version;
  }
}
