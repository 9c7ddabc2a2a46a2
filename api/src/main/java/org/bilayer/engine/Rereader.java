package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Fetch;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Reads loaded objects again where a change of this unit may have met their rows: a set-based change, or a hand-written
 * statement. One thread at a time.
 */
final class Rereader {
  /*
   * A set-based change says how many rows it met, not which. Every entry of the mapping is in doubt after it. The doubt is
   * resolved entry by entry, when one is asked for or handed in: the version of the row tells. Comparing all entries at once,
   * right after the change, was the first form: it made each such change cost a look at everything that is loaded.
   *
   * At a snapshot a row that has another version than the entry was changed by this unit, because the unit sees no changes of
   * others. Where the store gives versions, several writes of this unit may give a row one version: the values are compared as
   * well (decision 0051). At READ_COMMITTED another unit may have done it, and who did it decides whether a retry helps. There the
   * set-based change first locks and reads the loaded rows that it is going to meet; other entries are not in doubt.
   * Which rows a hand-written statement met nobody can tell. At READ_COMMITTED its doubts are resolved for other units: a
   * retry too many is better than a retry too few.
   *
   * Cost: nothing for units without such changes; one read by key for each entry in doubt that is asked for or handed in by
   * itself, one for all of them together in findAllById; at READ_COMMITTED, one read by key for each 500 loaded objects of the
   * mapping per set-based change.
   */

  private final UnitContext unit;

  Rereader(UnitContext unit) {
    this.unit = unit;
  }

  /** Whether this unit has changed the row of an entry, given that the row has another version than the entry. */
  <T> boolean isChangedByThisUnit(EntryTable<T> table, Entry<T> entry) {
    return table.isInDoubt(entry) && isOurs(table);
  }

  /** Whether a row in doubt whose version is another one was changed by this unit. */
  private boolean isOurs(EntryTable<?> table) {
    return unit.level() != Level.READ_COMMITTED || !table.isUncertain();
  }

  // --- asked for ---

  /** Makes entries in doubt what the store has. */
  <T> void refresh(EntryTable<T> table, Collection<Entry<T>> inDoubt) {
    Map<Key, @Nullable Object[]> roots = roots(table.layout(), inDoubt);
    var changed = new ArrayList<@Nullable Object[]>();
    for (Entry<T> entry : inDoubt) {
      @Nullable Object @Nullable [] row = roots.get(entry.key);
      if (isUnchanged(entry, row)) {
        unit.identityMap().checked(table, entry);
      } else if (row == null) {
        takeOut(table, entry);
      } else {
        changed.add(row);
      }
    }
    if (!changed.isEmpty()) {
      Map<Key, AggregateRows> complete = unit.loader().complete(table.layout(), changed);
      for (Entry<T> entry : inDoubt) {
        AggregateRows rows = complete.get(entry.key);
        if (rows != null) {
          replace(table, entry, rows);
        }
      }
    }
  }

  /** Whether an entry in doubt is what the store has. */
  boolean isUnchanged(Entry<?> entry, @Nullable Object @Nullable [] row) {
    if (row == null || entry.object == null) {
      return row == null && entry.object == null;
    }
    return entry.layout.versionOf(row) == entry.version
        && (entry.layout.root().versioning() == Versioning.COLUMN || hasSameValues(entry, row));
  }

  /** A store may give one version to several writes of a transaction; then the values tell. */
  private boolean hasSameValues(Entry<?> entry, @Nullable Object[] row) {
    AggregateRows stored = entry.stored;
    Layout<?, ?> layout = entry.layout;
    if (stored == null
        || AggregateDifference.changed(layout.root(), stored.root(), row).length > 0) {
      return false;
    }
    if (layout.owned().isEmpty()) {
      return true;
    }
    AggregateRows now = unit.loader().byKey(layout, List.of(entry.key)).get(entry.key);
    return now != null && !AggregateDifference.exists(entry, now);
  }

  private <T> Map<Key, @Nullable Object[]> roots(
      Layout<T, ?> layout, Collection<Entry<T>> entries) {
    var keys = new ArrayList<Key>(entries.size());
    for (Entry<T> entry : entries) {
      keys.add(entry.key);
    }
    Table root = layout.root();
    Map<Key, @Nullable Object[]> rows = new HashMap<>();
    for (@Nullable
    Object[] row : unit.session().fetch(new Fetch(root, root.key(), keys, Lock.NONE))) {
      rows.put(RowKeys.keyOf(root, row), row);
    }
    return rows;
  }

  /** Gives an entry the present rows; its object is another one from now on. */
  <T> void replace(EntryTable<T> table, Entry<T> entry, AggregateRows rows) {
    long found = entry.layout.versionOf(rows.root());
    // First of all: where the rows are unreadable, and skipped, the entry stays as it was.
    T object = entry.layout.assemble(rows);
    requireReplaceable(table, entry, found);
    table.outdate(entry);
    unit.identityMap().move(entry, Entry.State.CLEAN);
    entry.object = object;
    entry.given = null;
    entry.version = entry.layout.versionOf(rows.root());
    // Nothing will be compared with these where nothing may be written.
    if (!unit.isReadOnly()) {
      entry.stored = rows;
      entry.versionInObject = entry.layout.versionIn(object);
    }
    unit.identityMap().checked(table, entry);
  }

  private <T> void takeOut(EntryTable<T> table, Entry<T> entry) {
    requireReplaceable(table, entry, StaleVersionException.GONE);
    table.outdate(entry);
    unit.identityMap().move(entry, Entry.State.GONE);
    entry.object = null;
    entry.given = null;
    entry.extracted = null;
    entry.stored = null;
    unit.identityMap().checked(table, entry);
  }

  /** Whether nothing is lost if an object is replaced; notes that its row is written by this unit, if it is. */
  private <T> void requireReplaceable(EntryTable<T> table, Entry<T> entry, long found) {
    if (entry.object == null) {
      return;
    }
    if (isChangedByThisUnit(table, entry)) {
      unit.identityMap().beforeChange(entry);
      entry.written = true;
    } else if (unit.isGuarding(entry)) {
      throw Flush.stale(entry, found);
    }
    if (unit.looksForUnsaved() && !entry.layout.isImmutable() && Flush.differs(entry)) {
      throw changedInPlace(entry);
    }
  }

  private static MisuseException changedInPlace(Entry<?> entry) {
    return new MisuseException(
        "An object was changed in place after its row had changed [type=" + entry.table() + ", id="
            + entry.key
            + "]. After a set-based change or a hand-written statement, load the object again before you change"
            + " it.",
        null);
  }

  /** Looks for objects that were changed in place although others stand for their ids by now. */
  void requireOutdatedUnchanged(EntryTable<?> table) {
    if (table.layout().isImmutable()) {
      return;
    }
    for (Entry<?> entry : table.outdated()) {
      if (Flush.differs(entry)) {
        throw changedInPlace(entry);
      }
    }
  }

  // --- handed in ---

  /**
   * Refuses an object whose row this unit has changed since the object was loaded.
   *
   * @param what the call was asked to do with it
   * @throws MisuseException if it has
   * @throws StaleVersionException if another unit may have done so
   */
  <T> void requireCurrent(EntryTable<T> table, Entry<T> entry, T object, String what) {
    if (table.isOutdated(object, entry)) {
      throw outdated(entry, what);
    }
    if (entry.object == null || !table.isInDoubt(entry)) {
      return;
    }
    @Nullable Object @Nullable [] row = roots(table.layout(), List.of(entry)).get(entry.key);
    if (isUnchanged(entry, row)) {
      unit.identityMap().checked(table, entry);
      return;
    }
    if (!isOurs(table)) {
      throw Flush.stale(
          entry, row == null ? StaleVersionException.GONE : entry.layout.versionOf(row));
    }
    throw row == null ? removed(entry, what) : outdated(entry, what);
  }

  private static MisuseException outdated(Entry<?> entry, String what) {
    return new MisuseException(
        "Cannot " + what
            + " an object whose row this unit of work has changed since the object was loaded [type="
            + entry.table() + ", id=" + entry.key
            + "]. After a set-based change or a hand-written statement, load the object again "
            + "and use the loaded object.",
        null);
  }

  private static MisuseException removed(Entry<?> entry, String what) {
    return new MisuseException(
        "Cannot " + what + " an object whose row this unit of work has removed [type="
            + entry.table() + ", id=" + entry.key + "]. Add the object again instead.",
        null);
  }

  // --- guards ---

  /** Notes which guarded rows this unit has changed itself: those are checked and locked. */
  void settleGuards(Collection<Entry<?>> guarded) {
    var inDoubt = new IdentityHashMap<EntryTable<?>, List<Entry<?>>>();
    for (Entry<?> entry : guarded) {
      EntryTable<?> table = unit.identityMap().of(entry.layout);
      if (!entry.written && entry.object != null && unit.identityMap().isInDoubt(entry)) {
        inDoubt.computeIfAbsent(table, each -> new ArrayList<>()).add(entry);
      }
    }
    inDoubt.forEach(this::settle);
  }

  private <T> void settle(EntryTable<T> table, List<Entry<?>> guarded) {
    // They were filed by this very table.
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Entry<T>> entries = (List) guarded;
    Map<Key, @Nullable Object[]> roots = roots(table.layout(), entries);
    for (Entry<T> entry : entries) {
      if (isUnchanged(entry, roots.get(entry.key))) {
        unit.identityMap().checked(table, entry);
      } else if (isOurs(table)) {
        unit.identityMap().beforeChange(entry);
        entry.written = true;
      }
    }
  }
}
