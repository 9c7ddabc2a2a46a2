package org.bilayer.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state to restore if one running attempt fails: a copy of each entry from before the first change in the
 * attempt. One thread at a time.
 */
final class Journal {
  /*
   * The cost of an attempt depends on the entries that the attempt touches, not on the entries that the unit has
   * loaded. An entry is copied before its first change in the attempt. An entry that the attempt has added is only
   * listed. A nested attempt that succeeds passes its journal to the enclosing attempt. Copies of the enclosing
   * attempt are older and stay. A unit without attempts has no journal.
   *
   * Copying the identity map when an attempt begins was refused: 16,000 attempts that each add one object took 22 s.
   */

  /** The journal of the enclosing attempt. */
  private final @Nullable Journal outer;

  /** The number of guards at the beginning of the attempt. */
  private final int guards;

  /** The copies by entry; null for an entry that was not known when the attempt began. */
  private final Map<Entry<?>, @Nullable Entry<?>> before = new LinkedHashMap<>();

  /** The earlier {@link EntryTable#changes} of the tables whose number the attempt has increased. */
  private final IdentityHashMap<EntryTable<?>, Integer> changes = new IdentityHashMap<>();

  /** Actions that restore the keys known as absent, in the order of the changes. */
  private List<Runnable> undoing = List.of();

  Journal(@Nullable Journal outer, int guards) {
    this.outer = outer;
    this.guards = guards;
  }

  @Nullable
  Journal outer() {
    return outer;
  }

  int guards() {
    return guards;
  }

  /** Called before a known entry is changed. */
  void changes(Entry<?> entry) {
    if (!before.containsKey(entry)) {
      before.put(entry, entry.copy());
    }
  }

  /** Called when an entry becomes known. */
  void brings(Entry<?> entry) {
    if (!before.containsKey(entry)) {
      before.put(entry, null);
    }
  }

  /** Called before rows of a table are changed in a way that bypasses the entries. */
  void changes(EntryTable<?> table) {
    changes.putIfAbsent(table, table.changes());
  }

  /** The tables whose rows were changed in a way that bypasses the entries, with the number of such changes before. */
  IdentityHashMap<EntryTable<?>, Integer> tables() {
    return changes;
  }

  /** Called when a key is recorded as absent, or is no longer absent. */
  void undoBy(Runnable undo) {
    if (undoing.isEmpty()) {
      undoing = new ArrayList<>();
    }
    undoing.add(undo);
  }

  /** Restores the keys known as absent. The last change is undone first. */
  void undo() {
    for (int i = undoing.size() - 1; i >= 0; i--) {
      undoing.get(i).run();
    }
  }

  /** The number of entries that the attempt has touched. */
  int size() {
    return before.size();
  }

  /** The entries touched, with their copies. */
  Map<Entry<?>, @Nullable Entry<?>> touched() {
    return before;
  }

  /** Takes over the journal of a nested attempt. */
  void add(Journal inner) {
    inner.changes.forEach(changes::putIfAbsent);
    inner.undoing.forEach(this::undoBy);
    for (Map.Entry<Entry<?>, @Nullable Entry<?>> each : inner.before.entrySet()) {
      if (!before.containsKey(each.getKey())) {
        before.put(each.getKey(), each.getValue());
      }
    }
  }
}
