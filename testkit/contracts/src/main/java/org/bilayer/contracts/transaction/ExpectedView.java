package org.bilayer.contracts.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one unit should see and have written, according to the contract: committed items as of some commit, its own changes
 * over them, and the objects it has loaded, which stay as they were until a set-based change of the unit meets them. One thread at
 * a time.
 */
final class ExpectedView {

  /** Values by item; null for one that this unit has removed. */
  private final Map<Integer, @Nullable Integer> changes;

  private final Map<Integer, @Nullable Integer> loaded;

  /** After how many commits each item was loaded. */
  private final Map<Integer, Integer> loadedAt;

  /** After how many commits each item was seen on which this unit depends at its commit. */
  private final Map<Integer, Integer> dependsOn;

  private final Map<Integer, Integer> committed;
  private final int commits;

  /** By which committed items a statement over many chooses those it changes. */
  private final Map<Integer, Integer> chosenBy;

  private ExpectedView(
      Map<Integer, @Nullable Integer> changes,
      Map<Integer, @Nullable Integer> loaded,
      Map<Integer, Integer> loadedAt,
      Map<Integer, Integer> dependsOn,
      Map<Integer, Integer> committed,
      int commits,
      Map<Integer, Integer> chosenBy) {
    this.changes = changes;
    this.loaded = loaded;
    this.loadedAt = loadedAt;
    this.dependsOn = dependsOn;
    this.committed = committed;
    this.commits = commits;
    this.chosenBy = chosenBy;
  }

  /** Of a unit that has done nothing. */
  static ExpectedView empty() {
    return new ExpectedView(
        new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), Map.of(), 0, Map.of());
  }

  /**
   * A copy that sees what was committed by the first so many units, but for what a statement over many items chooses.
   */
  ExpectedView at(Map<Integer, Integer> state, int commits, Map<Integer, Integer> chosenBy) {
    return new ExpectedView(
        new HashMap<>(changes),
        new HashMap<>(loaded),
        new HashMap<>(loadedAt),
        new HashMap<>(dependsOn),
        state,
        commits,
        chosenBy);
  }

  /** The value of an item as it is loaded, which it is from now on if it exists; null if there is none. */
  @Nullable
  Integer load(int id) {
    if (loaded.containsKey(id)) {
      return loaded.get(id);
    }
    Integer found = stored(id);
    if (found != null) {
      loaded.put(id, found);
      loadedAt.put(id, commits);
    }
    return found;
  }

  @Nullable
  Integer stored(int id) {
    return changes.containsKey(id) ? changes.get(id) : committed.get(id);
  }

  Map<Integer, Integer> stored() {
    var all = new TreeMap<Integer, Integer>(committed);
    changes.forEach((id, value) -> {
      if (value == null) {
        all.remove(id);
      } else {
        all.put(id, value);
      }
    });
    return all;
  }

  /** Gives a loaded item a value, or adds or removes it. */
  void change(int id, @Nullable Integer value) {
    if (value == null || !value.equals(loaded.get(id))) {
      loaded.put(id, value);
      changes.put(id, value);
      keep(id);
    }
  }

  /** Changes what is stored; a changed item that is loaded is loaded again when it is next asked for. */
  long changeAll(int atLeast, Function<Integer, @Nullable Integer> change) {
    long count = 0;
    for (Map.Entry<Integer, Integer> item : stored().entrySet()) {
      Integer chosen =
          changes.containsKey(item.getKey()) ? item.getValue() : chosenBy.get(item.getKey());
      if (item.getValue() >= atLeast && chosen != null && chosen >= atLeast) {
        count++;
        changes.put(item.getKey(), change.apply(item.getValue()));
        loaded.remove(item.getKey());
        dependsOn.putIfAbsent(item.getKey(), commits);
      }
    }
    return count;
  }

  /** From when the item was loaded to the commit, nobody else may change it. */
  void keep(int id) {
    dependsOn.putIfAbsent(id, loadedAt.getOrDefault(id, commits));
  }

  /** The items this unit has written. */
  Map<Integer, @Nullable Integer> changes() {
    return changes;
  }

  /** After how many commits each item was seen that must not have changed. */
  Map<Integer, Integer> dependsOn() {
    return dependsOn;
  }
}
