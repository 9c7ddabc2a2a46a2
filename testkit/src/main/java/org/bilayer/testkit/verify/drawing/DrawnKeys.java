package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.testkit.verify.mapping.TakenKey;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The keys of all rows that were drawn, by the names of their constraints. */
final class DrawnKeys {

  private final Map<String, Set<Key>> keys = new HashMap<>();

  /** The keys of a table; not that of one whose ids the database generates. */
  static List<UniqueKey> of(Table table) {
    var all = new ArrayList<UniqueKey>();
    if (!table.hasIdentity()) {
      all.add(new UniqueKey(table.keyName(), table.key()));
    }
    all.addAll(table.uniqueKeys());
    return all;
  }

  /** Whether a row that was drawn has these values in a key. */
  boolean has(Table table, UniqueKey key, @Nullable Object[] row) {
    Key values = TakenKey.of(table, row, key.columns());
    return values != null && keys.getOrDefault(key.name(), Set.of()).contains(values);
  }

  /**
   * Takes the keys of an aggregate.
   *
   * @return the name of a key that is taken already or twice; then nothing is taken
   */
  Optional<String> take(Layout<?, ?> layout, AggregateRows rows) {
    var more = new HashMap<String, Set<Key>>();
    Optional<String> broken = add(layout.root(), List.<@Nullable Object[]>of(rows.root()), more);
    for (int i = 0; i < layout.owned().size() && broken.isEmpty(); i++) {
      broken = add(layout.owned().get(i), rows.owned().get(i), more);
    }
    if (broken.isEmpty()) {
      more.forEach(
          (name, values) -> keys.computeIfAbsent(name, none -> new HashSet<>()).addAll(values));
    }
    return broken;
  }

  /** Takes the keys of an aggregate, whoever has them. */
  void takeAll(Layout<?, ?> layout, AggregateRows rows) {
    takeAll(layout.root(), List.<@Nullable Object[]>of(rows.root()));
    for (int i = 0; i < layout.owned().size(); i++) {
      takeAll(layout.owned().get(i), rows.owned().get(i));
    }
  }

  private void takeAll(Table table, List<@Nullable Object[]> rows) {
    for (UniqueKey key : of(table)) {
      for (@Nullable Object[] row : rows) {
        Key values = TakenKey.of(table, row, key.columns());
        if (values != null) {
          keys.computeIfAbsent(key.name(), none -> new HashSet<>()).add(values);
        }
      }
    }
  }

  private Optional<String> add(
      Table table, List<@Nullable Object[]> rows, Map<String, Set<Key>> into) {
    for (UniqueKey key : of(table)) {
      for (@Nullable Object[] row : rows) {
        Key values = TakenKey.of(table, row, key.columns());
        if (values != null
            && (has(table, key, row)
                || !into.computeIfAbsent(key.name(), none -> new HashSet<>()).add(values))) {
          return Optional.of(key.name());
        }
      }
    }
    return Optional.empty();
  }
}
