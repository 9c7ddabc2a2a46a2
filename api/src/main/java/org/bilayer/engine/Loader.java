package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.AggregateRows;
import org.bilayer.model.Layout;
import org.bilayer.spi.Fetch;
import org.bilayer.spi.Key;
import org.bilayer.spi.Level;
import org.bilayer.spi.Lock;
import org.bilayer.spi.StoreSession;
import org.bilayer.spi.Table;
import org.jspecify.annotations.Nullable;

/**
 * Reads aggregates: the roots' rows, and one fetch per owned table for all of them together, whatever their number.
 */
final class Loader {

  /*
   * At READ_COMMITTED the fetches of one aggregate may see different states. The owned rows are then read again until the
   * root's version is the same before and after them: every change of an owned row raises it.
   */
  private static final int TORN_READS_MAX = 20;

  private final StoreSession session;
  private final boolean mayTear;

  Loader(StoreSession session, Level level) {
    this.session = session;
    this.mayTear = level == Level.READ_COMMITTED;
  }

  /** The aggregates with these keys that exist, by key. */
  Map<Key, AggregateRows> byKey(Layout<?, ?> layout, List<Key> keys) {
    return complete(layout, roots(layout, keys));
  }

  private List<@Nullable Object[]> roots(Layout<?, ?> layout, List<Key> keys) {
    return keys.isEmpty()
        ? List.of()
        : session.fetch(new Fetch(layout.root(), layout.root().key(), keys, Lock.NONE));
  }

  /** Adds the owned rows to rows of roots; a root that vanished meanwhile is left out. */
  Map<Key, AggregateRows> complete(Layout<?, ?> layout, List<@Nullable Object[]> roots) {
    var complete = new LinkedHashMap<Key, AggregateRows>();
    List<Table> owned = layout.owned();
    if (owned.isEmpty()) {
      for (@Nullable Object[] row : roots) {
        complete.put(keyOf(layout.root(), row), new AggregateRows(row, List.of()));
      }
      return complete;
    }
    List<@Nullable Object[]> left = roots;
    for (int tries = 0; !left.isEmpty(); tries++) {
      if (tries > TORN_READS_MAX) {
        throw new WriteConflictException(
            "An aggregate changed each time its rows were read [table=" + layout.root() + ", reads="
                + tries + "]. Read it in a unit of work at a snapshot.",
            null);
      }
      Map<Key, AggregateRows> read = withOwned(layout.root(), owned, left);
      complete.putAll(read);
      left = mayTear && !owned.isEmpty() ? moved(layout, read, complete) : List.of();
    }
    return complete;
  }

  private Map<Key, AggregateRows> withOwned(
      Table root, List<Table> owned, List<@Nullable Object[]> roots) {
    var aggregates = new LinkedHashMap<Key, AggregateRows>();
    for (@Nullable Object[] row : roots) {
      var tables = new ArrayList<List<@Nullable Object[]>>(owned.size());
      for (int i = 0; i < owned.size(); i++) {
        tables.add(new ArrayList<>());
      }
      aggregates.put(keyOf(root, row), new AggregateRows(row, tables));
    }
    if (aggregates.isEmpty()) {
      return aggregates;
    }
    List<Key> keys = List.copyOf(aggregates.keySet());
    for (int i = 0; i < owned.size(); i++) {
      Table table = owned.get(i);
      List<Integer> rootKey = table.key().subList(0, root.key().size());
      for (@Nullable Object[] row : session.fetch(new Fetch(table, rootKey, keys, Lock.NONE))) {
        AggregateRows aggregate =
            aggregates.get(Objects.requireNonNull(Key.from(row, rootKey), "part of a primary key"));
        if (aggregate != null) {
          aggregate.owned().get(i).add(row);
        }
      }
    }
    return aggregates;
  }

  /** The present rows of roots whose version is no longer the one that was read. */
  private List<@Nullable Object[]> moved(
      Layout<?, ?> layout, Map<Key, AggregateRows> read, Map<Key, AggregateRows> complete) {
    Map<Key, @Nullable Object[]> now = new HashMap<>();
    for (@Nullable Object[] row : roots(layout, List.copyOf(read.keySet()))) {
      now.put(keyOf(layout.root(), row), row);
    }
    var moved = new ArrayList<@Nullable Object[]>();
    read.forEach((key, aggregate) -> {
      @Nullable Object @Nullable [] row = now.get(key);
      if (row == null) {
        complete.remove(key);
      } else if (layout.versionOf(row) != layout.versionOf(aggregate.root())) {
        moved.add(row);
      }
    });
    return moved;
  }

  static Key keyOf(Table table, @Nullable Object[] row) {
    return Objects.requireNonNull(Key.from(row, table.key()), "a primary key has no nulls");
  }
}
