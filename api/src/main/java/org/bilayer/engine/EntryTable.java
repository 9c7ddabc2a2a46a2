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
   * A hash table whose chains lead through the entries themselves: to remember one more object costs its entry and a
   * place in an array, where a HashMap adds a node of 32 bytes to each, which the garbage collector has to copy as long as
   * the unit lasts. It grows by doubling when there are as many entries as places, and has none before the first entry.
   * Growth by four was tried: arrays of 100,000 entries then are so large that the collector treats them apart, and paging took
   * half as long again.
   * Linear probing was refused: it needs the array half empty, and large arrays are what collectors like least (decision
   * 26).
   */
  private static final int FIRST_PLACES = 4;

  private final Layout<T, ?> layout;

  /** The table of another mapping of the same unit, which was there before. */
  private final @Nullable EntryTable<?> before;

  private @Nullable Entry<T>[] places = newPlaces(0);
  private int size;

  /** How many entries have something to write. */
  private int pending;
  /**
   * How many changes of rows there were that did not go through the entries: set-based ones, and hand-written statements. An
   * entry that was not compared with its row since the last of them is in doubt.
   */
  private int changes;

  /** Whether rows that others changed cannot be told from those that such a change of this unit has met. */
  private boolean isUncertain;

  /** Objects that were replaced because their rows had changed, each with an entry as it was; null as long as there are none. */
  private @Nullable IdentityHashMap<T, Entry<T>> outdated;

  /** Keys that this unit looked for in vain; null as long as there are none. */
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

  /** Whether an entry has something to write. */
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

  /** Files an entry; one that has its key already is replaced. */
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

  /** Files an entry whose key has none, as one that is what the store has. */
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

  /** Forgets an entry; one that is not filed here is left alone. */
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
   * Notes a change of rows that may have met any of the entries: all are in doubt from now on. Called by {@link
   * IdentityMap#changed}.
   *
   * @param uncertainly whether it cannot be found out later if this change or another unit has met a row
   */
  void changed(boolean uncertainly) {
    changes++;
    isUncertain |= uncertainly;
    if (uncertainly) {
      // The statement may have added such a row: a violation is then no race that a fresh unit
      // could win.
      absent = null;
    }
  }

  boolean isUncertain() {
    return isUncertain;
  }

  /** How many of these changes there were; to return to by {@link #restoreChanges} when they are undone. */
  int changes() {
    return changes;
  }

  void restoreChanges(int before) {
    changes = before;
  }

  /** Whether the row of an entry may have changed without it. What is pending was looked at when it was handed in. */
  boolean isInDoubt(Entry<T> entry) {
    return entry.checkedAt != changes && !entry.isPending();
  }

  /** Notes that an entry is what the store has; called by {@link IdentityMap#checked}. */
  void checked(Entry<T> entry) {
    entry.checkedAt = changes;
  }

  /** Notes that the object of an entry is about to be replaced, or to go, because its row has changed. */
  void outdate(Entry<T> entry) {
    T object = entry.object;
    if (object != null) {
      if (outdated == null) {
        outdated = new IdentityHashMap<>();
      }
      outdated.put(object, entry.copy());
    }
  }

  /** Whether an object was replaced by another one with its id. */
  @SuppressWarnings("ReferenceEquality") // it is about this very object
  boolean isOutdated(T object, @Nullable Entry<T> present) {
    return outdated != null
        && outdated.containsKey(object)
        // An attempt that is undone brings back the objects there were before it.
        && (present == null || present.object != object);
  }

  /** Notes that an undone attempt has brought back the object of an entry; it may be replaced in the usual way from now on. */
  void broughtBack(Entry<T> entry) {
    if (outdated != null && entry.object != null) {
      outdated.remove(entry.object);
    }
  }

  /** What was replaced, each as it was; the present entries are others. */
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

  /** Notes that there is no row with a key; false if that was known. Called by {@link IdentityMap#noteAbsent}. */
  boolean noteAbsent(Key key) {
    if (absent == null) {
      absent = new HashSet<>();
    }
    return absent.add(key);
  }

  /** The keys that this unit looked for in vain, not a copy; to return to by {@link #restoreAbsent}. */
  @Nullable
  Set<Key> absent() {
    return absent;
  }

  void restoreAbsent(@Nullable Set<Key> before) {
    absent = before;
  }

  /** Whether {@link #noteAbsent} was called for a key; that is forgotten then. Called by {@link IdentityMap#takeAbsent}. */
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
