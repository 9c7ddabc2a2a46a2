package org.bilayer.engine;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.MisuseException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Condition;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The aggregates of one mapping in one unit of work: what all calls on them share. One thread at a time. */
final class MappingContext<T, I> {

  private final UnitContext unit;
  private final PendingWrites writes;
  private final Layout<T, I> layout;
  private final EntryTable<T> entries;

  MappingContext(UnitContext unit, PendingWrites writes, Layout<T, I> layout) {
    this.unit = unit;
    this.writes = writes;
    this.layout = layout;
    this.entries = unit.identityMap().of(layout);
  }

  UnitContext unit() {
    return unit;
  }

  PendingWrites writes() {
    return writes;
  }

  Rereader rereader() {
    return writes.rereader();
  }

  Layout<T, I> layout() {
    return layout;
  }

  EntryTable<T> entries() {
    return entries;
  }

  // --- arguments ---

  Key key(@Nullable I id) {
    if (id == null) {
      throw new IllegalArgumentException("An id must not be null.");
    }
    unit.requireUsable();
    try {
      return layout.keyOf(id);
    } catch (Throwable e) {
      throw unit.refused(e);
    }
  }

  Key keyOfObject(T object) {
    requireObject(object, "An aggregate");
    unit.requireUsable();
    try {
      return layout.keyOfObject(object);
    } catch (Throwable e) {
      throw unit.refused(e);
    }
  }

  /** Refuses a call that writes, locks or tells versions, if the mapping is read only. */
  void requireVersions(String call) {
    if (layout.isReadOnly()) {
      unit.requireUsable();
      throw unit.failed(new MisuseException(
          "Cannot call " + call + ": the mapping is read only [type="
              + layout.root().name()
              + "]. Declare how a row shows that it has changed, by versionColumn(...) or version(...) of the mapping.",
          null));
    }
  }

  void requireObject(@Nullable Object object, String what) {
    if (object == null) {
      throw new IllegalArgumentException(
          what + " must not be null [type=" + layout.root().name() + "].");
    }
  }

  /** Refuses values that cannot be stored at the call that brings them, not at some later flush. */
  AggregateRows extracted(T object, long version) {
    return extracted(object, version, null);
  }

  /** As the other, with the rows that its values may have come from. */
  AggregateRows extracted(T object, long version, @Nullable AggregateRows known) {
    unit.requireUsable();
    try {
      AggregateRows rows = layout.extract(object, version, known);
      List<RowLimits> limits = limits();
      if (limits != null) {
        RowLimits.check(limits, rows, known);
      }
      return rows;
    } catch (Throwable e) {
      throw unit.refused(e);
    }
  }

  /** Refuses a value of the root's that cannot be stored. */
  void requireWithinLimits(int column, Object stored) {
    List<RowLimits> limits = limits();
    if (limits != null) {
      limits.get(0).checkValue(column, stored);
    }
  }

  private @Nullable List<RowLimits> limits() {
    return unit.layer().limits().get(layout.root());
  }

  // --- what is known ---

  /** Notes that there is no row with a key, if this unit may add one. */
  void noteAbsent(Key key) {
    if (!unit.isReadOnly()) {
      unit.identityMap().noteAbsent(entries, key);
    }
  }

  /** Remembers an aggregate that was read and is not known. */
  Entry<T> remember(Key key, AggregateRows rows) {
    var entry = new Entry<T>(layout, key);
    take(entry, layout.assemble(rows), rows);
    unit.identityMap().putNew(entries, entry);
    return entry;
  }

  /** Gives an entry the object and the rows that were read. */
  void take(Entry<T> entry, T object, AggregateRows rows) {
    entry.object = object;
    entry.version = layout.versionOf(rows.root());
    // Nothing will be compared with these where nothing may be written.
    if (!unit.isReadOnly()) {
      entry.stored = rows;
      entry.versionInObject = layout.versionIn(object);
    }
  }

  // --- queries ---

  /** Writes what a query could meet. */
  void flushFor(Table table, Condition condition) {
    writes.flushFor(tables(table, condition));
  }

  /** The tables a query reads: pending rows of them have to be written first. */
  private List<Table> tables(Table table, Condition condition) {
    var tables = new ArrayList<Table>();
    tables.add(layout.root());
    table.joins().forEach(join -> tables.add(join.target()));
    collect(condition, tables);
    return tables;
  }

  private static void collect(Condition condition, List<Table> tables) {
    if (condition instanceof Condition.Exists exists) {
      tables.add(exists.table());
    }
    condition.parts().forEach(part -> collect(part, tables));
  }
}
