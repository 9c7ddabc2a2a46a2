package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.model.Layout;
import org.bilayer.spi.Key;
import org.jspecify.annotations.Nullable;

/** One entry per aggregate that a unit of work has met, and among them those with something to write. */
final class IdentityMap {

  /** Most units meet few mappings. */
  private final IdentityHashMap<Layout<?, ?>, Map<Key, Entry<?>>> entries =
      new IdentityHashMap<>(4);

  /** Null as long as there was nothing to write. */
  private @Nullable Set<Entry<?>> pending;

  /** What the map was at some moment. */
  record Snapshot(List<Entry<?>> entries, List<Entry<?>> copies) {}

  <T> @Nullable Entry<T> find(Layout<T, ?> layout, Key key) {
    Map<Key, Entry<?>> ofLayout = entries.get(layout);
    // Entries are filed under their own layout.
    @SuppressWarnings("unchecked")
    Entry<T> entry = ofLayout == null ? null : (Entry<T>) ofLayout.get(key);
    return entry;
  }

  @SuppressWarnings("ReferenceEquality") // an entry is itself and nothing else
  boolean holds(Entry<?> entry) {
    return entries.getOrDefault(entry.layout, Map.of()).get(entry.key) == entry;
  }

  void put(Entry<?> entry) {
    entries.computeIfAbsent(entry.layout, layout -> new HashMap<>()).put(entry.key, entry);
  }

  void remove(Entry<?> entry) {
    Map<Key, Entry<?>> ofLayout = entries.get(entry.layout);
    if (ofLayout != null) {
      ofLayout.remove(entry.key);
    }
    removePending(entry);
  }

  private void addPending(Entry<?> entry) {
    if (pending == null) {
      pending = new LinkedHashSet<>();
    }
    pending.add(entry);
  }

  private void removePending(Entry<?> entry) {
    if (pending != null) {
      pending.remove(entry);
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

  Collection<Entry<?>> pending() {
    return pending == null ? Set.of() : pending;
  }

  /** The aggregates of one mapping that this unit has. */
  <T> List<Entry<T>> loaded(Layout<T, ?> layout) {
    var loaded = new ArrayList<Entry<T>>();
    for (Key key : entries.getOrDefault(layout, Map.of()).keySet()) {
      Entry<T> entry = find(layout, key);
      if (entry != null && entry.object != null) {
        loaded.add(entry);
      }
    }
    return loaded;
  }

  /** Entries whose object may have been changed in place. */
  List<Entry<?>> changeable() {
    var changeable = new ArrayList<Entry<?>>();
    entries.forEach((layout, ofLayout) -> {
      if (!layout.isImmutable()) {
        for (Entry<?> entry : ofLayout.values()) {
          if (entry.state == Entry.State.CLEAN) {
            changeable.add(entry);
          }
        }
      }
    });
    return changeable;
  }

  /** Everything known now; nothing is pending at this moment. */
  Snapshot snapshot() {
    var all = new ArrayList<Entry<?>>();
    var copies = new ArrayList<Entry<?>>();
    for (Map<Key, Entry<?>> ofLayout : entries.values()) {
      for (Entry<?> entry : ofLayout.values()) {
        all.add(entry);
        copies.add(entry.copy());
      }
    }
    return new Snapshot(all, copies);
  }

  void restore(Snapshot snapshot) {
    entries.clear();
    pending = null;
    for (int i = 0; i < snapshot.entries().size(); i++) {
      Entry<?> entry = snapshot.entries().get(i);
      restore(entry, snapshot.copies().get(i));
      put(entry);
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
