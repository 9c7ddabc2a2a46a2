package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.engine.query.ConditionCheck;
import org.bilayer.engine.query.JoinedRow;
import org.bilayer.engine.query.RowKeys;
import org.bilayer.failure.StaleVersionException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Select;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** The objects of the rows that a query has found. */
final class QueryResult<T> {

  private final MappingContext<T, ?> mapping;
  private final UnitContext unit;
  private final Layout<T, ?> layout;
  private final EntryTable<T> entries;
  private final List<@Nullable Object[]> rows;
  private final Select by;
  private final @Nullable SkippedRows skipped;

  /**
   * A result.
   *
   * @param rows of roots
   * @param by the query that found them
   */
  QueryResult(MappingContext<T, ?> mapping, List<@Nullable Object[]> rows, Select by) {
    this(mapping, rows, by, null);
  }

  /**
   * As the other.
   *
   * @param skipped takes the failures of unreadable rows; null if the first of them is thrown
   */
  QueryResult(
      MappingContext<T, ?> mapping,
      List<@Nullable Object[]> rows,
      Select by,
      @Nullable SkippedRows skipped) {
    this.skipped = skipped;
    this.mapping = mapping;
    this.unit = mapping.unit();
    this.layout = mapping.layout();
    this.entries = mapping.entries();
    this.rows = skipped == null ? rows : skipped.without(rows);
    this.by = by;
  }

  /**
   * The objects of rows: those this unit knows, and new ones. None contradicts the query's condition.
   *
   * @throws StaleVersionException if the object that this unit has loaded is older than the row and is not what the query asks
   *     for, or the row is locked
   */
  List<T> objects() {
    var known = new ArrayList<@Nullable Entry<T>>(rows.size());
    var inDoubt = new ArrayList<Entry<T>>();
    for (@Nullable Object[] row : rows) {
      Entry<T> entry = entries.find(RowKeys.keyOf(layout.root(), row));
      known.add(entry);
      if (by.lock() != Lock.NONE && entry != null && entries.isInDoubt(entry)) {
        inDoubt.add(entry);
      }
    }
    if (!inDoubt.isEmpty()) {
      // A locking read may see what others have committed; who changed a row shows in a plain one.
      refresh(inDoubt);
    }
    return layout.owned().isEmpty() ? objectsOfOneRow(known) : objectsOfManyRows(known);
  }

  private void refresh(List<Entry<T>> inDoubt) {
    if (skipped == null) {
      mapping.rereader().refresh(entries, inDoubt);
      return;
    }
    for (Entry<T> entry : inDoubt) {
      try {
        mapping.rereader().refresh(entries, List.of(entry));
      } catch (UnreadableRowException e) {
        // The entry stays in doubt. Its row, which the query has found, is skipped as unreadable.
      }
    }
  }

  private List<T> objectsOfOneRow(List<@Nullable Entry<T>> known) {
    var objects = new ArrayList<T>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      @Nullable Object[] row = rows.get(i);
      Entry<T> entry = known.get(i);
      if (entry == null || isOlder(entry, row)) {
        Key key = RowKeys.keyOf(layout.root(), row);
        entry = current(entry, key, new AggregateRows(row, List.of()));
      }
      if (entry != null && entry.object != null) {
        objects.add(entry.object);
      }
    }
    return Collections.unmodifiableList(objects);
  }

  /** The entry with these rows; null if they are unreadable and skipped. */
  private @Nullable Entry<T> current(@Nullable Entry<T> known, Key key, AggregateRows rows) {
    try {
      if (skipped != null) {
        layout.requireReadable(rows);
      }
      if (known == null) {
        return mapping.remember(key, rows);
      }
      mapping.rereader().replace(entries, known, rows);
      return known;
    } catch (UnreadableRowException e) {
      if (skipped == null) {
        throw e;
      }
      skipped.add(e);
      return null;
    }
  }

  private List<T> objectsOfManyRows(List<@Nullable Entry<T>> known) {
    var incomplete = new ArrayList<@Nullable Object[]>();
    var isIncomplete = new boolean[rows.size()];
    for (int i = 0; i < isIncomplete.length; i++) {
      Entry<T> entry = known.get(i);
      isIncomplete[i] = entry == null || isOlder(entry, rows.get(i));
      if (isIncomplete[i]) {
        incomplete.add(rows.get(i));
      }
    }
    Map<Key, AggregateRows> loaded = unit.loader().complete(layout, by, incomplete);
    var objects = new ArrayList<T>(rows.size());
    for (int i = 0; i < isIncomplete.length; i++) {
      Entry<T> entry = known.get(i);
      if (isIncomplete[i]) {
        Key key = RowKeys.keyOf(layout.root(), rows.get(i));
        AggregateRows complete = loaded.get(key);
        if (complete == null) {
          // Gone, or changed so that the query no longer means it, while its owned rows were read.
          continue;
        }
        entry = current(entry, key, complete);
      }
      if (entry != null && entry.object != null) {
        objects.add(entry.object);
      }
    }
    return List.copyOf(objects);
  }

  /** Whether an object has to be read again: the row that a query found is newer, and this unit made it so or must not mind. */
  private boolean isOlder(Entry<T> entry, @Nullable Object[] row) {
    if (entry.object == null) {
      // Removed by this unit; the row can only have come back behind the identity map.
      return entries.isInDoubt(entry);
    }
    long found = layout.versionOf(row);
    if (entries.isInDoubt(entry)) {
      if (!mapping.rereader().isUnchanged(entry, row)) {
        return true;
      }
      unit.identityMap().checked(entries, entry);
      return false;
    }
    if (found == entry.version && !(layout.isReadOnly() && contradicts(entry))) {
      unit.identityMap().checked(entries, entry);
      return false;
    }
    /*
     * Another unit has changed the row, which a query sees at READ_COMMITTED. The object that was loaded first stays the one
     * of its id, as long as the query may return it. Otherwise a new object would have to take its place, and a change
     * computed from the first one would then overwrite the other unit's: a unit that may write ends here, and is worth a retry.
     */
    if (by.lock() == Lock.NONE && !contradicts(entry)) {
      return false;
    }
    if (by.lock() != Lock.NONE || !(unit.isReadOnly() || layout.isReadOnly())) {
      throw Flush.stale(entry, found);
    }
    return true;
  }

  /** Whether a loaded object is not what the query asks for. */
  private boolean contradicts(Entry<T> entry) {
    AggregateRows rows = rowsOf(entry);
    @Nullable Object[] row = JoinedRow.of(unit.session(), by.table(), rows.root());
    return !ConditionCheck.holds(by.table(), by.where(), layout, rows, row);
  }

  /** The rows of a loaded object; nothing keeps those that were read where nothing may be written. */
  private AggregateRows rowsOf(Entry<T> entry) {
    AggregateRows stored = entry.stored;
    return stored == null
        ? layout.extract(Objects.requireNonNull(entry.object), entry.version)
        : stored;
  }
}
