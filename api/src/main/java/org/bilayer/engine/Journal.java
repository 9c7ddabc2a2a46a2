package org.bilayer.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one running attempt has to put back if it fails: each entry that the attempt touched, as the entry was before. One
 * thread at a time.
 */
final class Journal {
  /*
   * An attempt costs what it touches, and not what the unit has loaded: an entry is copied before its first change in the
   * attempt, and an entry that the attempt brought is only listed. An attempt inside of another one hands its journal to the
   * outer one when it succeeds. What the outer one knows already is older and stays. A unit without attempts has no journal.
   *
   * Copying the identity map when an attempt begins was refused: 16,000 attempts that each add one object took 22 s.
   */

  /** The journal of the attempt around this one. */
  private final @Nullable Journal outer;

  /** How many guards there were when the attempt began. */
  private final int guards;

  /** The copies by entry; null for an entry that was not known when the attempt began. */
  private final Map<Entry<?>, @Nullable Entry<?>> before = new LinkedHashMap<>();

  /** The {@link EntryTable#changes} there were, of the tables where the attempt has added to them. */
  private final IdentityHashMap<EntryTable<?>, Integer> changes = new IdentityHashMap<>();

  /** What puts back the keys that were looked for in vain, in the order of the changes. */
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

  /** Called before rows of a table are changed without their entries. */
  void changes(EntryTable<?> table) {
    changes.putIfAbsent(table, table.changes());
  }

  /** The tables whose rows were changed without their entries, with the number of such changes before. */
  IdentityHashMap<EntryTable<?>, Integer> tables() {
    return changes;
  }

  /** Called when a key is noted as absent, or no longer is. */
  void undoBy(Runnable undo) {
    if (undoing.isEmpty()) {
      undoing = new ArrayList<>();
    }
    undoing.add(undo);
  }

  /** Puts back the keys that were looked for in vain, the last change first. */
  void undo() {
    for (int i = undoing.size() - 1; i >= 0; i--) {
      undoing.get(i).run();
    }
  }

  /** How many entries the attempt has touched. */
  int size() {
    return before.size();
  }

  /** The entries touched, with their copies. */
  Map<Entry<?>, @Nullable Entry<?>> touched() {
    return before;
  }

  /** Takes over what an attempt inside of this one has touched. */
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
