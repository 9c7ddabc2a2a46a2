package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilayer.engine.query.Keyset;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** Finds aggregates by their ids. */
final class Finder<T, I> {

  private final MappingContext<T, I> mapping;
  private final UnitContext unit;
  private final Layout<T, I> layout;
  private final EntryTable<T> entries;

  Finder(MappingContext<T, I> mapping) {
    this.mapping = mapping;
    this.unit = mapping.unit();
    this.layout = mapping.layout();
    this.entries = mapping.entries();
  }

  Optional<T> find(I id) {
    return Optional.ofNullable(loaded(mapping.key(id)));
  }

  T get(I id) {
    Key key = mapping.key(id);
    T object = loaded(key);
    if (object == null) {
      throw unit.failed(new NotFoundException(layout.root().name(), key.toString()));
    }
    return object;
  }

  private @Nullable T loaded(Key key) {
    unit.requireUsable();
    try {
      return load(key).object;
    } catch (Throwable e) {
      throw unit.failed(e);
    }
  }

  boolean exists(I id) {
    Key key = mapping.key(id);
    return unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      return known == null ? isStored(key) : current(known).object != null;
    });
  }

  /** Whether the store has the row of a root; reads the key alone. */
  private boolean isStored(Key key) {
    Table table = layout.root();
    List<Integer> columns = table.key();
    var select = new Select(
        table, Keyset.in(table, List.of(key)), List.of(), Long.MAX_VALUE, columns, Lock.NONE);
    List<@Nullable Object[]> found = unit.session().select(select);
    if (found.isEmpty()) {
      mapping.noteAbsent(key);
    }
    List<Integer> places = IntStream.range(0, columns.size()).boxed().toList();
    // A database may take another key for this one.
    return found.stream().anyMatch(row -> key.equals(Key.from(row, places)));
  }

  Optional<T> findForUpdate(I id) {
    Key key = mapping.key(id);
    return unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known != null && known.state == Entry.State.ADDED) {
        return Optional.ofNullable(known.object);
      }
      mapping.writes().flushFor(List.of(layout.root()));
      if (known != null && entries.isInDoubt(known)) {
        mapping.rereader().refresh(entries, List.of(known));
      }
      Table table = layout.root();
      List<@Nullable Object[]> rows =
          unit.session().fetch(new Fetch(table, table.key(), List.of(key), Lock.UPDATE));
      if (rows.isEmpty()) {
        if (known != null && known.object != null) {
          throw Flush.stale(known, StaleVersionException.GONE);
        }
        mapping.noteAbsent(key);
        return Optional.empty();
      }
      // A database may take another key for this one.
      rows = rows.stream().filter(row -> layout.isKeyOf(row, key)).toList();
      List<T> found = new QueryResult<>(mapping, rows, lockedById(key)).objects();
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    });
  }

  /** The query of a read by id with a lock. */
  private Select lockedById(Key key) {
    return new Select(
        layout.root(),
        Keyset.in(layout.root(), List.of(key)),
        List.of(),
        Long.MAX_VALUE,
        List.of(),
        Lock.UPDATE);
  }

  T refresh(I id) {
    Key key = mapping.key(id);
    return unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known != null && known.state == Entry.State.ADDED) {
        throw new MisuseException(
            "Cannot refresh an object that this unit of work has added and not written yet [type="
                + layout.root().name() + ", id=" + key + "]. Call flush() first, or evict the "
                + "aggregate.",
            null);
      }
      boolean isRemoved = known != null && known.object == null;
      AggregateRows rows = isRemoved ? null : stored(key);
      if (rows == null) {
        throw new NotFoundException(layout.root().name(), key.toString());
      }
      if (known == null) {
        return Objects.requireNonNull(mapping.remember(key, rows).object);
      }
      return readAgain(known, rows);
    });
  }

  /** Sets an entry to the stored state, and drops its pending changes. */
  private T readAgain(Entry<T> known, AggregateRows rows) {
    long found = layout.versionOf(rows.root());
    boolean isOurs =
        found != known.version && mapping.rereader().isChangedByThisUnit(entries, known);
    if (found != known.version && !isOurs && unit.isGuarding(known)) {
      throw Flush.stale(known, found);
    }
    T object = layout.assemble(rows);
    unit.identityMap().move(known, Entry.State.CLEAN);
    unit.identityMap().checked(entries, known);
    known.written |= isOurs;
    known.extracted = null;
    mapping.take(known, object, rows);
    return object;
  }

  void evict(T object) {
    Key key = mapping.keyOfObject(object);
    unit.guarded(() -> {
      Entry<T> known = entries.find(key);
      if (known == null || known.state == Entry.State.GONE) {
        return true;
      }
      if (unit.isGuarding(known)) {
        throw new MisuseException(
            "Cannot evict an aggregate that this unit of work guards [type="
                + layout.root().name() + ", id="
                + key + "]: the commit has to compare its version. Call refresh(id) to read the "
                + "aggregate again.",
            null);
      }
      if (known.written) {
        unit.identityMap().noteUnseenInserts();
      }
      unit.identityMap().forget(entries, known);
      return true;
    });
  }

  List<T> findAllById(Collection<? extends I> ids) {
    var keys = new LinkedHashSet<Key>();
    for (I id : ids) {
      keys.add(mapping.key(id));
    }
    return unit.guarded(() -> {
      var missing = new ArrayList<Key>(keys.size());
      var inDoubt = new ArrayList<Entry<T>>();
      for (Key key : keys) {
        Entry<T> entry = entries.find(key);
        if (entry == null) {
          missing.add(key);
        } else if (entries.isInDoubt(entry)) {
          inDoubt.add(entry);
        }
      }
      boolean areAbsentKnown = missing.isEmpty() || loadAll(missing);
      if (!inDoubt.isEmpty()) {
        mapping.rereader().refresh(entries, inDoubt);
      }
      var found = new ArrayList<T>(keys.size());
      for (Key key : keys) {
        Entry<T> entry = entries.find(key);
        if (entry != null && entry.object != null) {
          found.add(entry.object);
        } else if (entry == null && areAbsentKnown) {
          mapping.noteAbsent(key);
        }
      }
      return Collections.unmodifiableList(found);
    });
  }

  /**
   * Adds entries for those of the given aggregates that the store contains.
   *
   * @return whether the other aggregates are absent; false if the database may treat another key as equal to one of
   *     the keys
   */
  private boolean loadAll(List<Key> keys) {
    int read = layout.owned().isEmpty() ? loadRows(keys) : loadAggregates(keys);
    int found = 0;
    for (Key key : keys) {
      found += entries.find(key) == null ? 0 : 1;
    }
    return read == found;
  }

  private int loadRows(List<Key> keys) {
    Table table = layout.root();
    List<@Nullable Object[]> rows =
        unit.session().fetch(new Fetch(table, table.key(), keys, Lock.NONE));
    for (@Nullable Object[] row : rows) {
      Key key = RowKeys.keyOf(table, row);
      if (entries.find(key) == null) {
        mapping.remember(key, new AggregateRows(row, List.of()));
      }
    }
    return rows.size();
  }

  private int loadAggregates(List<Key> keys) {
    Map<Key, AggregateRows> aggregates = unit.loader().byKey(layout, keys);
    aggregates.forEach((key, rows) -> {
      if (entries.find(key) == null) {
        mapping.remember(key, rows);
      }
    });
    return aggregates.size();
  }

  /** The entry of a key, read from the store if this unit does not know the key. Without object if no row exists. */
  Entry<T> load(Key key) {
    Entry<T> known = entries.find(key);
    if (known != null) {
      return current(known);
    }
    AggregateRows rows = stored(key);
    return rows == null ? new Entry<>(layout, key) : mapping.remember(key, rows);
  }

  /** A known entry. The entry is read again if its row may have changed. */
  private Entry<T> current(Entry<T> known) {
    if (entries.isInDoubt(known)) {
      mapping.rereader().refresh(entries, List.of(known));
    }
    return known;
  }

  private @Nullable AggregateRows stored(Key key) {
    if (!layout.owned().isEmpty()) {
      Map<Key, AggregateRows> found = unit.loader().byKey(layout, List.of(key));
      if (found.isEmpty()) {
        mapping.noteAbsent(key);
      }
      return found.get(key);
    }
    @Nullable Object[] row = unit.session().find(layout.root(), key);
    if (row == null) {
      mapping.noteAbsent(key);
      return null;
    }
    // A database may take another key for this one.
    return layout.isKeyOf(row, key) ? new AggregateRows(row, List.of()) : null;
  }
}
