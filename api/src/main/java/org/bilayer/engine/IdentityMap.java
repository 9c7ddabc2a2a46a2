package org.bilayer.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.bilayer.model.Layout;
import org.jspecify.annotations.Nullable;

/** One entry per aggregate that a unit of work has met, and among them those with something to write. */
final class IdentityMap {

  /** Most units meet few mappings; each table leads to the one before. */
  private @Nullable EntryTable<?> last;

  /** In the order in which they became pending, with gaps where one no longer is. */
  private List<@Nullable Entry<?>> pending = List.of();

  private int pendingCount;

  /** What the map was at some moment. */
  record Snapshot(
      List<Entry<?>> entries,
      List<Entry<?>> copies,
      IdentityHashMap<EntryTable<?>, Integer> changes) {}

  /** The entries of a mapping. */
  @SuppressWarnings("ReferenceEquality") // a layout is itself and nothing else
  <T> EntryTable<T> of(Layout<T, ?> layout) {
    for (EntryTable<?> known = last; known != null; known = known.before()) {
      if (known.layout() == layout) {
        // It was made for this very layout.
        @SuppressWarnings("unchecked")
        EntryTable<T> same = (EntryTable<T>) known;
        return same;
      }
    }
    var table = new EntryTable<>(layout, last);
    last = table;
    return table;
  }

  private <T> void put(Entry<T> entry) {
    of(entry.layout).put(entry);
  }

  private void addPending(Entry<?> entry) {
    if (entry.pendingPlace == Entry.NOWHERE) {
      if (pending.isEmpty()) {
        pending = new ArrayList<>();
      }
      entry.pendingPlace = pending.size();
      pending.add(entry);
      pendingCount++;
    }
  }

  private void removePending(Entry<?> entry) {
    if (entry.pendingPlace != Entry.NOWHERE) {
      pending.set(entry.pendingPlace, null);
      entry.pendingPlace = Entry.NOWHERE;
      if (--pendingCount == 0) {
        pending.clear();
      }
    }
  }

  /** Moves an entry to a state and keeps the pending ones listed in the order in which they became so. */
  void move(Entry<?> entry, Entry.State state) {
    entry.state = state;
    if (entry.isPending()) {
      addPending(entry);
    } else {
      removePending(entry);
    }
  }

  boolean hasPending() {
    return pendingCount > 0;
  }

  /** Those with something to write, as they are now. */
  List<Entry<?>> pending() {
    var listed = new ArrayList<Entry<?>>(pendingCount);
    for (Entry<?> entry : pending) {
      if (entry != null) {
        listed.add(entry);
      }
    }
    return listed;
  }

  /** The tables there are, the newest first; each leads to the one before. */
  @Nullable
  EntryTable<?> tables() {
    return last;
  }

  /** The entry of a root whose table and id are known as text; looks at all of the table. */
  @Nullable
  Entry<?> find(String table, String id) {
    for (EntryTable<?> known = last; known != null; known = known.before()) {
      if (known.layout().root().name().equals(table)) {
        for (Entry<?> entry : known.all()) {
          if (entry.key.toString().equals(id)) {
            return entry;
          }
        }
      }
    }
    return null;
  }

  /** Entries whose object may have been changed in place. */
  List<Entry<?>> changeable() {
    List<Entry<?>> changeable = List.of();
    for (EntryTable<?> table = last; table != null; table = table.before()) {
      if (!table.layout().isImmutable()) {
        changeable = changeable.isEmpty() ? new ArrayList<>() : changeable;
        for (Entry<?> entry : table.all()) {
          if (entry.state == Entry.State.CLEAN) {
            changeable.add(entry);
          }
        }
      }
    }
    return changeable;
  }

  /** Everything known now; nothing is pending at this moment. */
  Snapshot snapshot() {
    var all = new ArrayList<Entry<?>>();
    var copies = new ArrayList<Entry<?>>();
    var changes = new IdentityHashMap<EntryTable<?>, Integer>();
    for (EntryTable<?> table = last; table != null; table = table.before()) {
      changes.put(table, table.changes());
      for (Entry<?> entry : table.all()) {
        all.add(entry);
        copies.add(entry.copy());
      }
    }
    return new Snapshot(all, copies, changes);
  }

  void restore(Snapshot snapshot) {
    for (Entry<?> entry : pending()) {
      removePending(entry);
    }
    for (EntryTable<?> table = last; table != null; table = table.before()) {
      table.clear();
      table.restoreChanges(snapshot.changes().getOrDefault(table, 0));
    }
    for (int i = 0; i < snapshot.entries().size(); i++) {
      Entry<?> entry = snapshot.entries().get(i);
      put(entry);
      restore(entry, snapshot.copies().get(i));
      if (entry.isPending()) {
        addPending(entry);
      }
    }
  }

  private static <T> void restore(Entry<T> entry, Entry<?> copy) {
    // The copy was made from this entry.
    @SuppressWarnings("unchecked")
    Entry<T> mine = (Entry<T>) copy;
    entry.assign(mine);
  }
}
