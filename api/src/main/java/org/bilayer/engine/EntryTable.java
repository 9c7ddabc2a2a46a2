package org.bilayer.engine;

import java.util.Objects;
import java.util.function.Consumer;
import org.bilayer.model.Layout;
import org.bilayer.spi.Key;
import org.jspecify.annotations.Nullable;

/** The entries of one mapping by key. One thread at a time. */
final class EntryTable {

  /*
   * A hash table with linear probing, at most half full; removal moves later entries of the run back (D. E. Knuth, The Art of
   * Computer Programming, volume 3, 6.4, algorithm R), so that there are no marks of what was. Hashes are spread by
   * multiplication (the same, "Fibonacci hashing"), since keys often count upwards and runs of them would grow together.
   *
   * A unit that reads in pages or streams into lists remembers as many objects as it has read. With a HashMap, its nodes and their
   * visits when it grew were a quarter of the time of such a unit; here hashes lie in an array of their own, and growing looks at
   * no entry. For a unit of one object there is less to make, too.
   */
  private static final int LEAST = 4;
  private static final int SPREAD = 0x9E3779B9;

  private final Layout<?, ?> layout;
  private int[] hashes = new int[LEAST];
  private @Nullable Entry<?>[] slots = new Entry<?>[LEAST];
  private int size;

  EntryTable(Layout<?, ?> layout) {
    this.layout = layout;
  }

  /** The mapping of all entries. */
  Layout<?, ?> layout() {
    return layout;
  }

  @Nullable
  Entry<?> find(Key key) {
    int hash = key.hashCode();
    for (int i = start(hash); ; i = next(i)) {
      Entry<?> entry = slots[i];
      if (entry == null || (hashes[i] == hash && entry.key.equals(key))) {
        return entry;
      }
    }
  }

  private int start(int hash) {
    return (hash * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  private int next(int i) {
    return (i + 1) & (slots.length - 1);
  }

  /** Puts an entry in, in place of one with its key. */
  void put(Entry<?> entry) {
    int hash = entry.key.hashCode();
    int i = start(hash);
    for (Entry<?> there = slots[i]; there != null; there = slots[i]) {
      if (hashes[i] == hash && there.key.equals(entry.key)) {
        slots[i] = entry;
        return;
      }
      i = next(i);
    }
    slots[i] = entry;
    hashes[i] = hash;
    if (++size > slots.length / 2) {
      grow();
    }
  }

  private void grow() {
    int[] oldHashes = hashes;
    @Nullable Entry<?>[] oldSlots = slots;
    hashes = new int[oldSlots.length * 2];
    slots = new Entry<?>[oldSlots.length * 2];
    for (int old = 0; old < oldSlots.length; old++) {
      if (oldSlots[old] != null) {
        int i = start(oldHashes[old]);
        while (slots[i] != null) {
          i = next(i);
        }
        slots[i] = oldSlots[old];
        hashes[i] = oldHashes[old];
      }
    }
  }

  /** Takes out the entry with a key, if there is one. */
  void remove(Key key) {
    int hash = key.hashCode();
    int hole = start(hash);
    while (true) {
      Entry<?> there = slots[hole];
      if (there == null) {
        return;
      }
      if (hashes[hole] == hash && there.key.equals(key)) {
        break;
      }
      hole = next(hole);
    }
    for (int i = next(hole); slots[i] != null; i = next(i)) {
      // An entry may fill the hole unless its run begins behind it.
      int distance = (i - start(hashes[i])) & (slots.length - 1);
      if (distance >= ((i - hole) & (slots.length - 1))) {
        slots[hole] = slots[i];
        hashes[hole] = hashes[i];
        hole = i;
      }
    }
    slots[hole] = null;
    size--;
  }

  void forEach(Consumer<Entry<?>> consumer) {
    for (Entry<?> entry : slots) {
      if (entry != null) {
        consumer.accept(Objects.requireNonNull(entry));
      }
    }
  }
}
