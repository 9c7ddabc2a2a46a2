package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.bilayer.layout.Layout;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The entries of one mapping in one unit of work, by key. One thread at a time. */
final class EntryTable<T> {
  /*
   * A hash table whose chains are links between the entries themselves. One more object costs its entry and a place
   * in an array. A HashMap adds a node of 32 bytes for each object, and the garbage collector has to copy the nodes
   * during the unit. The array doubles when there are as many entries as places, and does not exist before the first
   * entry. Growth by the factor four was tried: the garbage collector treats such large arrays differently, and
   * reading pages took 1.5 times as long. Linear probing was refused, because it needs an array that is half empty,
   * and large arrays are expensive for garbage collectors (decision 26).
   */
  private static final int FIRST_PLACES = 4;

  private final Layout<T, ?> layout;

  /** The table of the mapping that the unit used before this mapping. */
  private final @Nullable EntryTable<?> before;

  private @Nullable Entry<T>[] places = newPlaces(0);
  private int size;

  /** The number of entries with pending changes. */
  private int pending;
  /**
   * The number of changes that bypassed the entries: set-based changes and hand-written statements. An entry is in
   * doubt until it is compared with its row after the last of these changes.
   */
  private int changes;

  /**
   * Whether rows that other units have changed cannot be distinguished from rows that such a change of this unit has
   * changed.
   */
  private boolean isUncertain;

  /**
   * Objects that were replaced because their rows had changed, each with a copy of its former entry. Null if there
   * are none.
   */
  private @Nullable IdentityHashMap<T, Entry<T>> outdated;

  /** Keys that this unit has looked for and not found. Null if there are none. */
  private @Nullable Set<Key> absent;

  EntryTable(Layout<T, ?> layout, @Nullable EntryTable<?> before) {
    this.layout = layout;
    this.before = before;
  }

  @SuppressWarnings({"unchecked", "rawtypes"
  }) // Java has no generic arrays; filled with this type only
  private static <T> @Nullable Entry<T>[] newPlaces(int length) {
    return new Entry[length];
  }

  Layout<T, ?> layout() {
    return layout;
  }

  @Nullable
  EntryTable<?> before() {
    return before;
  }

  /** Whether an entry has pending changes. */
  boolean hasPending() {
    return pending > 0;
  }

  void addPending(int more) {
    pending += more;
  }

  @Nullable
  Entry<T> find(Key key) {
    if (size == 0) {
      return null;
    }
    int hash = Entry.hash(key);
    Entry<T> entry = places[hash & (places.length - 1)];
    while (entry != null && (entry.hash != hash || !entry.key.equals(key))) {
      entry = entry.next;
    }
    return entry;
  }

  private int place(Entry<T> entry) {
    return entry.hash & (places.length - 1);
  }

  /** Adds an entry, and replaces an entry with the same key. */
  @SuppressWarnings("ReferenceEquality") // an entry is itself and nothing else
  void put(Entry<T> entry) {
    Entry<T> known = find(entry.key);
    if (known == entry) {
      return;
    }
    if (known != null) {
      remove(known);
    }
    putNew(entry);
  }

  /** Adds an entry that equals its stored row. No entry may have the same key. */
  void putNew(Entry<T> entry) {
    entry.checkedAt = changes;
    if (size == places.length) {
      grow();
    }
    file(entry);
    size++;
  }

  private void file(Entry<T> entry) {
    int place = place(entry);
    entry.next = places[place];
    places[place] = entry;
  }

  /** Removes an entry. An entry that is not in this table is ignored. */
  @SuppressWarnings("ReferenceEquality") // an entry is itself and nothing else
  void remove(Entry<T> entry) {
    if (size == 0) {
      return;
    }
    int place = place(entry);
    Entry<T> previous = places[place];
    if (previous == entry) {
      places[place] = entry.next;
    } else {
      while (previous != null && previous.next != entry) {
        previous = previous.next;
      }
      if (previous == null) {
        return;
      }
      previous.next = entry.next;
    }
    entry.next = null;
    size--;
  }

  private void grow() {
    @Nullable Entry<T>[] full = places;
    places = newPlaces(Math.max(FIRST_PLACES, 2 * full.length));
    for (Entry<T> chain : full) {
      Entry<T> entry = chain;
      while (entry != null) {
        Entry<T> next = entry.next;
        file(entry);
        entry = next;
      }
    }
  }

  // --- rows that changed without their entries ---

  /**
   * Records a change that may have changed the row of any entry. All entries are in doubt from now on. Called by
   * {@link IdentityMap#changed}.
   *
   * @param uncertainly whether a later comparison cannot tell if this change or another unit has changed a row
   */
  void changed(boolean uncertainly) {
    changes++;
    isUncertain |= uncertainly;
    if (uncertainly) {
      // The statement may have added such a row. A violation is then no race that a new unit could
      // win.
      absent = null;
    }
  }

  boolean isUncertain() {
    return isUncertain;
  }

  /** The number of these changes, for {@link #restoreChanges} after the changes are undone. */
  int changes() {
    return changes;
  }

  void restoreChanges(int before) {
    changes = before;
  }

  /**
   * Whether the row of an entry may have changed without the entry. An entry with pending changes was compared when
   * the application passed the object.
   */
  boolean isInDoubt(Entry<T> entry) {
    return entry.checkedAt != changes && !entry.isPending();
  }

  /** Records that an entry equals its stored row. Called by {@link IdentityMap#checked}. */
  void checked(Entry<T> entry) {
    entry.checkedAt = changes;
  }

  /** Records that the object of an entry is about to be replaced or removed because its row has changed. */
  void outdate(Entry<T> entry) {
    T object = entry.object;
    if (object != null) {
      if (outdated == null) {
        outdated = new IdentityHashMap<>();
      }
      outdated.put(object, entry.copy());
    }
  }

  /** Whether an object was replaced by another object with the same id. */
  @SuppressWarnings("ReferenceEquality") // identity is asked for
  boolean isOutdated(T object, @Nullable Entry<T> present) {
    return outdated != null
        && outdated.containsKey(object)
        // An undone attempt restores the objects from before the attempt.
        && (present == null || present.object != object);
  }

  /**
   * Records that an undone attempt has restored the object of an entry. The object may be replaced in the usual way
   * from now on.
   */
  void broughtBack(Entry<T> entry) {
    if (outdated != null && entry.object != null) {
      outdated.remove(entry.object);
    }
  }

  /** Copies of the entries whose objects were replaced, in their former state. */
  List<Entry<T>> outdated() {
    if (outdated == null) {
      return List.of();
    }
    var replaced = new ArrayList<Entry<T>>();
    outdated.forEach((object, entry) -> {
      if (isOutdated(object, find(entry.key))) {
        replaced.add(entry);
      }
    });
    return replaced;
  }

  /**
   * Records that no row has a key. Returns false if this was recorded before. Called by
   * {@link IdentityMap#noteAbsent}.
   */
  boolean noteAbsent(Key key) {
    if (absent == null) {
      absent = new HashSet<>();
    }
    return absent.add(key);
  }

  /** The keys that this unit has looked for and not found, for {@link #restoreAbsent}. Not a copy. */
  @Nullable
  Set<Key> absent() {
    return absent;
  }

  void restoreAbsent(@Nullable Set<Key> before) {
    absent = before;
  }

  /**
   * Returns whether {@link #noteAbsent} was called for a key, and removes this record. Called by
   * {@link IdentityMap#takeAbsent}.
   */
  boolean takeAbsent(Key key) {
    return absent != null && absent.remove(key);
  }

  /** All entries, in no particular order. */
  List<Entry<T>> all() {
    var all = new ArrayList<Entry<T>>(size);
    for (Entry<T> chain : places) {
      for (Entry<T> entry = chain; entry != null; entry = entry.next) {
        all.add(entry);
      }
    }
    return all;
  }
}
