package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.engine.query.Keyset;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
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

  /** Short enough for every database's count of parameters, also where a key has several columns. */
  static final int KEYS_PER_QUERY = 500;

  private final StoreSession session;
  private final boolean mayTear;

  Loader(StoreSession session, Level level) {
    this.session = session;
    this.mayTear = level == Level.READ_COMMITTED;
  }

  /** The aggregates with these keys that exist, by key. */
  Map<Key, AggregateRows> byKey(Layout<?, ?> layout, List<Key> keys) {
    return byKey(layout, keys, false);
  }

  private Map<Key, AggregateRows> byKey(Layout<?, ?> layout, List<Key> keys, boolean marks) {
    List<Table> owned = layout.owned();
    if (mayTear || owned.isEmpty() || keys.isEmpty()) {
      return complete(layout, roots(layout, keys, marks), marks);
    }
    Table root = layout.root();
    var others = new ArrayList<Fetch>(owned.size());
    for (Table table : owned) {
      others.add(new Fetch(table, rootKey(root, table), keys, Lock.NONE, marks));
    }
    List<List<@Nullable Object[]>> read =
        session.fetchAll(new Fetch(root, root.key(), keys, Lock.NONE, marks), others);
    Map<Key, AggregateRows> aggregates = withoutOwned(root, owned, read.get(0));
    for (int i = 0; i < owned.size(); i++) {
      addOwned(aggregates, i, owned.get(i), rootKey(root, owned.get(i)), read.get(i + 1));
    }
    return aggregates;
  }

  /**
   * As {@link #byKey(Layout, List)}, of keys that a query has found. At READ_COMMITTED a root may change after its key was read;
   * it is left out if the query's condition no longer holds.
   */
  Map<Key, AggregateRows> byKey(Layout<?, ?> layout, Select by, List<Key> keys) {
    if (!mayTear || keys.isEmpty()) {
      return byKey(layout, keys, by.marksUnreadable());
    }
    return complete(layout, by, rootsOf(layout.root(), by, keys));
  }

  private List<@Nullable Object[]> rootsOf(Table root, Select by, List<Key> keys) {
    Condition where = Keyset.and(List.of(by.where(), Keyset.in(root, keys)));
    return session.select(
        new Select(by.table(), where, List.of(), Long.MAX_VALUE, List.of(), by.lock())
            .markingUnreadable(by.marksUnreadable()));
  }

  /** The columns of an owned table that hold its root's key. */
  private static List<Integer> rootKey(Table root, Table owned) {
    return owned.key().subList(0, root.key().size());
  }

  private List<@Nullable Object[]> roots(Layout<?, ?> layout, List<Key> keys, boolean marks) {
    return keys.isEmpty()
        ? List.of()
        : session.fetch(new Fetch(layout.root(), layout.root().key(), keys, Lock.NONE, marks));
  }

  /** Adds the owned rows to rows of roots; a root that vanished meanwhile is left out. */
  Map<Key, AggregateRows> complete(Layout<?, ?> layout, List<@Nullable Object[]> roots) {
    return complete(layout, roots, false);
  }

  private Map<Key, AggregateRows> complete(
      Layout<?, ?> layout, List<@Nullable Object[]> roots, boolean marks) {
    var complete = new LinkedHashMap<Key, AggregateRows>();
    List<Table> owned = layout.owned();
    if (owned.isEmpty()) {
      for (@Nullable Object[] row : roots) {
        complete.put(RowKeys.keyOf(layout.root(), row), new AggregateRows(row, List.of()));
      }
      return complete;
    }
    List<@Nullable Object[]> left = roots;
    for (int tries = 0; !left.isEmpty(); tries++) {
      if (tries > TORN_READS_MAX) {
        throw changesTooOften(layout.root(), tries);
      }
      Map<Key, AggregateRows> read = withOwned(layout.root(), owned, left, marks);
      complete.putAll(read);
      left = mayTear && !owned.isEmpty() ? moved(layout, read, complete, marks) : List.of();
    }
    return complete;
  }

  /**
   * As the other, of rows that a query found. At READ_COMMITTED a root may change before its owned rows are read; it is
   * looked for again by the query's condition then, and left out if the condition no longer holds. It keeps its place in
   * the order of the rows that were found first.
   */
  Map<Key, AggregateRows> complete(Layout<?, ?> layout, Select by, List<@Nullable Object[]> roots) {
    Table root = layout.root();
    var complete = new HashMap<Key, AggregateRows>();
    List<@Nullable Object[]> left = roots;
    for (int tries = 0; !left.isEmpty(); tries++) {
      if (tries > TORN_READS_MAX) {
        throw changesTooOften(root, tries);
      }
      Map<Key, AggregateRows> read = complete(layout, left, by.marksUnreadable());
      var moved = new ArrayList<Key>();
      for (@Nullable Object[] row : left) {
        Key key = RowKeys.keyOf(root, row);
        AggregateRows rows = read.get(key);
        if (rows != null && !isSameVersion(root, rows.root(), row)) {
          moved.add(key);
        } else if (rows != null) {
          complete.put(key, rows);
        }
      }
      left = new ArrayList<>();
      for (int from = 0; from < moved.size(); from += KEYS_PER_QUERY) {
        List<Key> keys = moved.subList(from, Math.min(moved.size(), from + KEYS_PER_QUERY));
        left.addAll(rootsOf(root, by, keys));
      }
    }
    return complete;
  }

  private static WriteConflictException changesTooOften(Table table, int reads) {
    return new WriteConflictException(
        "An aggregate changed each time its rows were read [table=" + table + ", reads=" + reads
            + "]. Read the aggregate in a unit of work at the level SNAPSHOT.",
        null);
  }

  private static Map<Key, AggregateRows> withoutOwned(
      Table root, List<Table> owned, List<@Nullable Object[]> roots) {
    var aggregates = new LinkedHashMap<Key, AggregateRows>();
    for (@Nullable Object[] row : roots) {
      var tables = new ArrayList<List<@Nullable Object[]>>(owned.size());
      for (int i = 0; i < owned.size(); i++) {
        tables.add(new ArrayList<>());
      }
      aggregates.put(RowKeys.keyOf(root, row), new AggregateRows(row, tables));
    }
    return aggregates;
  }

  private Map<Key, AggregateRows> withOwned(
      Table root, List<Table> owned, List<@Nullable Object[]> roots, boolean marks) {
    Map<Key, AggregateRows> aggregates = withoutOwned(root, owned, roots);
    if (aggregates.isEmpty()) {
      return aggregates;
    }
    List<Key> keys = List.copyOf(aggregates.keySet());
    for (int i = 0; i < owned.size(); i++) {
      List<Integer> rootKey = rootKey(root, owned.get(i));
      addOwned(
          aggregates,
          i,
          owned.get(i),
          rootKey,
          session.fetch(new Fetch(owned.get(i), rootKey, keys, Lock.NONE, marks)));
    }
    return aggregates;
  }

  private static void addOwned(
      Map<Key, AggregateRows> aggregates,
      int table,
      Table owned,
      List<Integer> rootKey,
      List<@Nullable Object[]> rows) {
    Key key = null;
    AggregateRows aggregate = null;
    for (@Nullable Object[] row : rows) {
      // Rows of one root mostly come one after the other.
      if (key == null || !key.isOf(row, rootKey)) {
        key = RowKeys.keyOf(owned, rootKey, row);
        aggregate = aggregates.get(key);
      }
      if (aggregate != null) {
        aggregate.owned().get(table).add(row);
      }
    }
  }

  /** Whether two rows of a root have one version. A row without a version is unreadable, which shows when it becomes an object, or read only. */
  private static boolean isSameVersion(
      Table root, @Nullable Object[] one, @Nullable Object[] other) {
    long version = root.versionOf(one);
    long otherVersion = root.versionOf(other);
    return version == otherVersion
        || version == Table.NO_VERSION
        || otherVersion == Table.NO_VERSION;
  }

  /** The present rows of roots whose version is no longer the one that was read. */
  private List<@Nullable Object[]> moved(
      Layout<?, ?> layout,
      Map<Key, AggregateRows> read,
      Map<Key, AggregateRows> complete,
      boolean marks) {
    Map<Key, @Nullable Object[]> now = new HashMap<>();
    for (@Nullable Object[] row : roots(layout, List.copyOf(read.keySet()), marks)) {
      now.put(RowKeys.keyOf(layout.root(), row), row);
    }
    var moved = new ArrayList<@Nullable Object[]>();
    read.forEach((key, aggregate) -> {
      @Nullable Object @Nullable [] row = now.get(key);
      if (row == null) {
        complete.remove(key);
      } else if (!isSameVersion(layout.root(), row, aggregate.root())) {
        moved.add(row);
      }
    });
    return moved;
  }
}
