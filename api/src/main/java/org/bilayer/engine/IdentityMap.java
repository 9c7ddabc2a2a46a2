package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bilayer.layout.Layout;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a unit of work, one for each aggregate that the unit knows, and the list of entries with pending
 * changes.
 */
final class IdentityMap {

  /** The newest table. Each table refers to the table before, because most units use few mappings. */
  private @Nullable EntryTable<?> last;

  /** In the order in which the entries became pending. An entry that is no longer pending leaves a gap. */
  private List<@Nullable Entry<?>> pending = List.of();

  private int pendingCount;

  /** Whether this unit may have inserted rows that have no entry: by hand-written statements, or before an eviction. */
  private boolean hasUnseenInserts;

  /** The journal of the innermost attempt; null outside of attempts. */
  private @Nullable Journal journal;

  /** The entries of a mapping. */
  @SuppressWarnings("ReferenceEquality") // a layout is itself and nothing else
  <T> EntryTable<T> of(Layout<T, ?> layout) {
    for (EntryTable<?> known = last; known != null; known = known.before()) {
      if (known.layout() == layout) {
        // The table was created for this layout.
        @SuppressWarnings("unchecked")
        EntryTable<T> same = (EntryTable<T>) known;
        return same;
      }
    }
    var table = new EntryTable<>(layout, last);
    last = table;
    return table;
  }

  // --- changes of entries: all of them pass here, because an attempt has to record the touched
  // entries ---

  /** Called before the fields of a known entry are changed. */
  void beforeChange(Entry<?> entry) {
    if (journal != null) {
      journal.changes(entry);
    }
  }

  /** Records that an entry equals its stored row. */
  <T> void checked(EntryTable<T> table, Entry<T> entry) {
    if (entry.checkedAt != table.changes()) {
      beforeChange(entry);
      table.checked(entry);
    }
  }

  /** Whether the row of an entry may have changed without the entry. */
  <T> boolean isInDoubt(Entry<T> entry) {
    return of(entry.layout).isInDoubt(entry);
  }

  /** Records a change of rows that bypassed the entries; see {@link EntryTable#changed}. */
  void changed(EntryTable<?> table, boolean uncertainly) {
    if (journal != null) {
      journal.changes(table);
      Set<Key> absent = table.absent();
      journal.undoBy(() -> table.restoreAbsent(absent));
    }
    table.changed(uncertainly);
  }

  /** Records that no row has a key. */
  void noteAbsent(EntryTable<?> table, Key key) {
    if (table.noteAbsent(key) && journal != null) {
      journal.undoBy(() -> table.takeAbsent(key));
    }
  }

  /** Returns whether {@link #noteAbsent} was called for a key, and removes this record. */
  boolean takeAbsent(EntryTable<?> table, Key key) {
    boolean wasAbsent = table.takeAbsent(key);
    if (wasAbsent && journal != null) {
      journal.undoBy(() -> table.noteAbsent(key));
    }
    return wasAbsent;
  }

  /** Adds an entry. No entry may have the same key. */
  <T> void putNew(EntryTable<T> table, Entry<T> entry) {
    if (journal != null) {
      journal.brings(entry);
    }
    table.putNew(entry);
  }

  /** Adds an entry, and removes another entry with the same key. */
  <T> void put(EntryTable<T> table, Entry<T> entry) {
    Entry<T> known = table.find(entry.key);
    if (known == null) {
      putNew(table, entry);
    } else if (!known.equals(entry)) {
      forget(table, known);
      putNew(table, entry);
    }
  }

  /** Removes an entry and its pending changes. */
  <T> void forget(EntryTable<T> table, Entry<T> entry) {
    beforeChange(entry);
    removePending(entry);
    table.remove(entry);
  }

  void noteUnseenInserts() {
    hasUnseenInserts = true;
  }

  boolean hasUnseenInserts() {
    return hasUnseenInserts;
  }

  private void addPending(Entry<?> entry) {
    if (entry.pendingPlace == Entry.NOWHERE) {
      if (pending.isEmpty()) {
        pending = new ArrayList<>();
      }
      entry.pendingPlace = pending.size();
      pending.add(entry);
      pendingCount++;
      of(entry.layout).addPending(1);
    }
  }

  private void removePending(Entry<?> entry) {
    if (entry.pendingPlace != Entry.NOWHERE) {
      pending.set(entry.pendingPlace, null);
      entry.pendingPlace = Entry.NOWHERE;
      of(entry.layout).addPending(-1);
      if (--pendingCount == 0) {
        pending.clear();
      }
    }
  }

  /** Sets the state of an entry, and keeps the list of pending entries in the order in which they became pending. */
  void move(Entry<?> entry, Entry.State state) {
    beforeChange(entry);
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

  /** Whether an aggregate with rows in one of these tables has pending changes. */
  boolean hasPending(List<Table> tables) {
    if (pendingCount > 0) {
      for (EntryTable<?> table = last; table != null; table = table.before()) {
        if (table.hasPending() && concerns(table.layout(), tables)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a mapping has rows in one of these tables. */
  @SuppressWarnings("ReferenceEquality") // tables are compared by identity
  private static boolean concerns(Layout<?, ?> layout, List<Table> tables) {
    for (Table table : tables) {
      if (table == layout.root() || layout.owned().contains(table)) {
        return true;
      }
    }
    return false;
  }

  /** A copy of the list of entries with pending changes. */
  List<Entry<?>> pending() {
    var listed = new ArrayList<Entry<?>>(pendingCount);
    for (Entry<?> entry : pending) {
      if (entry != null) {
        listed.add(entry);
      }
    }
    return listed;
  }

  /** The newest table. Each table refers to the table before. */
  @Nullable
  EntryTable<?> tables() {
    return last;
  }

  /** The entry of a root, found by the text of its table and id. Searches the whole table. */
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
      changeable = withChangeable(table, changeable);
    }
    return changeable;
  }

  /** Entries of aggregates with rows in one of these tables, whose object may have been changed in place. */
  List<Entry<?>> changeable(List<Table> tables) {
    List<Entry<?>> changeable = List.of();
    for (EntryTable<?> table = last; table != null; table = table.before()) {
      if (concerns(table.layout(), tables)) {
        changeable = withChangeable(table, changeable);
      }
    }
    return changeable;
  }

  private List<Entry<?>> withChangeable(EntryTable<?> table, List<Entry<?>> found) {
    if (table.layout().isImmutable()) {
      return found;
    }
    List<Entry<?>> changeable = found.isEmpty() ? new ArrayList<>() : found;
    for (Entry<?> entry : table.all()) {
      if (entry.state == Entry.State.CLEAN) {
        changeable.add(entry);
      }
    }
    return changeable;
  }

  // --- attempts ---

  /** The number of entries that the innermost attempt has touched. Zero outside of attempts. */
  int touched() {
    return journal == null ? 0 : journal.size();
  }

  /** Begins an attempt. No entry has pending changes at this moment. */
  void beginAttempt(int guards) {
    journal = new Journal(journal, guards);
  }

  /** Ends the innermost attempt and keeps its changes. They become part of the enclosing attempt, if there is one. */
  void endAttempt() {
    Journal ended = Objects.requireNonNull(journal, "no attempt is running");
    journal = ended.outer();
    if (journal != null) {
      journal.add(ended);
    }
  }

  /** Ends the innermost attempt and restores the touched entries. Returns the number of guards before the attempt. */
  int undoAttempt() {
    Journal undone = Objects.requireNonNull(journal, "no attempt is running");
    // Before the restoring, which must not be recorded in the journal.
    journal = null;
    for (Entry<?> entry : undone.touched().keySet()) {
      removePending(entry);
      remove(entry);
    }
    undone.tables().forEach(EntryTable::restoreChanges);
    undone.undo();
    undone.touched().forEach((entry, copy) -> {
      if (copy != null) {
        restore(entry, copy);
      }
    });
    journal = undone.outer();
    return undone.guards();
  }

  private <T> void remove(Entry<T> entry) {
    of(entry.layout).remove(entry);
  }

  private <T> void restore(Entry<T> entry, Entry<?> copy) {
    // The copy was made from this entry.
    @SuppressWarnings("unchecked")
    Entry<T> mine = (Entry<T>) copy;
    of(entry.layout).put(entry);
    // After put, which records the entry as equal to its row. An entry that was in doubt is in
    // doubt again.
    entry.assign(mine);
    of(entry.layout).broughtBack(entry);
    if (entry.isPending()) {
      addPending(entry);
    }
  }
}
