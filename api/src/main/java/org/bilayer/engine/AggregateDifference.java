package org.bilayer.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.engine.flush.PlannedWrite;
import org.bilayer.layout.AggregateRows;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written so that the store's rows of an aggregate become those of its object: new rows minus remembered
 * rows, row by row and column by column. Any difference raises the root's version, also one in an owned row only.
 */
final class AggregateDifference {

  private final Entry<?> entry;
  private final int number;
  private final List<PlannedWrite> writes;
  private final int writesBefore;

  private AggregateDifference(Entry<?> entry, int number, List<PlannedWrite> writes) {
    this.entry = entry;
    this.number = number;
    this.writes = writes;
    this.writesBefore = writes.size();
  }

  private boolean isEmpty() {
    return writes.size() == writesBefore;
  }

  /**
   * Adds the writes for an entry, in no particular order.
   *
   * @param number given to the writes as the number of their aggregate
   * @param next the rows of its object; null if it is to be removed. If there is anything to write, they get the version that
   *     they are going to have
   * @return whether there is any difference
   * @throws org.bilayer.failure.InvalidValueException if the version cannot be raised
   */
  static boolean collect(
      Entry<?> entry, int number, @Nullable AggregateRows next, List<PlannedWrite> writes) {
    var difference = new AggregateDifference(entry, number, writes);
    AggregateRows stored = entry.stored;
    List<Table> owned = entry.layout.owned();
    for (int i = 0; i < owned.size(); i++) {
      difference.compare(
          owned.get(i),
          stored == null ? List.of() : stored.owned().get(i),
          next == null ? List.of() : next.owned().get(i));
    }
    difference.compareRoot(stored, next);
    return !difference.isEmpty();
  }

  /** Whether there is anything to write for an entry that stays. */
  static boolean exists(Entry<?> entry, AggregateRows next) {
    AggregateRows stored = entry.stored;
    if (stored == null) {
      return true;
    }
    leaveGenerated(entry.layout.root(), stored.root(), next.root());
    return changed(entry.layout.root(), stored.root(), next.root()).length > 0
        || (!next.owned().isEmpty() && collect(entry, 0, next, new ArrayList<>()));
  }

  /** As {@link #exists}; an object without a value in a column with a default is not compared there. */
  static boolean existsBesideDefaults(Entry<?> entry, AggregateRows next) {
    AggregateRows stored = Objects.requireNonNull(entry.stored);
    leaveDefaults(entry.layout.root(), stored.root(), next.root());
    List<Table> owned = entry.layout.owned();
    for (int i = 0; i < owned.size(); i++) {
      Table table = owned.get(i);
      if (!table.generated().isEmpty()) {
        Map<Key, @Nullable Object[]> before = new HashMap<>();
        stored.owned().get(i).forEach(row -> before.put(keyOf(table, row), row));
        for (@Nullable Object[] row : next.owned().get(i)) {
          @Nullable Object @Nullable [] old = before.get(keyOf(table, row));
          if (old != null) {
            leaveDefaults(table, old, row);
          }
        }
      }
    }
    return exists(entry, next);
  }

  private static void leaveDefaults(
      Table table, @Nullable Object[] before, @Nullable Object[] after) {
    for (int column : table.generated()) {
      if (after[column] == null) {
        after[column] = before[column];
      }
    }
  }

  private void compareRoot(@Nullable AggregateRows stored, @Nullable AggregateRows next) {
    Table table = entry.layout.root();
    if (next == null) {
      writes.add(new PlannedWrite(
          number,
          new Write.Delete(table, entry.key, entry.version),
          Objects.requireNonNull(stored).root(),
          null));
      return;
    }
    if (stored == null) {
      raiseVersion(table, next);
      writes.add(new PlannedWrite(
          number, new Write.Insert(table, entry.key, next.root()), null, next.root()));
      return;
    }
    leaveGenerated(table, stored.root(), next.root());
    int[] changed = changed(table, stored.root(), next.root());
    if (changed.length > 0 || !isEmpty()) {
      raiseVersion(table, next);
      int[] written = table.hasServerVersion() ? changed : with(changed, List.of(table.version()));
      writes.add(new PlannedWrite(
          number,
          new Write.Update(
              table, entry.key, next.root(), with(written, table.copies()), entry.version),
          stored.root(),
          next.root()));
    }
  }

  private void raiseVersion(Table table, AggregateRows next) {
    if (table.version() >= 0) {
      next.root()[table.version()] =
          table.storedVersion(table.nextVersion(entry.key, entry.version));
    }
  }

  private void compare(
      Table table, List<@Nullable Object[]> stored, List<@Nullable Object[]> next) {
    if (stored.isEmpty() && next.isEmpty()) {
      return;
    }
    Map<Key, @Nullable Object[]> before = new HashMap<>();
    for (@Nullable Object[] row : stored) {
      before.put(keyOf(table, row), row);
    }
    for (@Nullable Object[] row : next) {
      Key key = keyOf(table, row);
      @Nullable Object @Nullable [] old = before.remove(key);
      if (old == null) {
        writes.add(new PlannedWrite(number, new Write.Insert(table, key, row), null, row));
      } else {
        leaveGenerated(table, old, row);
        int[] changed = changed(table, old, row);
        if (changed.length > 0) {
          int[] written = with(changed, table.copies());
          writes.add(new PlannedWrite(
              number, new Write.Update(table, key, row, written, Write.UNCHECKED), old, row));
        }
      }
    }
    before.forEach((key, row) -> writes.add(
        new PlannedWrite(number, new Write.Delete(table, key, Write.UNCHECKED), row, null)));
  }

  private static Key keyOf(Table table, @Nullable Object[] row) {
    return Objects.requireNonNull(Key.from(row, table.key()), "a stored key has no nulls");
  }

  /**
   * Gives the row of an object what is stored in the columns that the object says nothing about: those that only the database
   * writes, and required ones with a default to which the object gives no value.
   */
  private static void leaveGenerated(
      Table table, @Nullable Object[] before, @Nullable Object[] after) {
    for (int column : table.generated()) {
      boolean isLeftOut = after[column] == null && !table.columns().get(column).nullable();
      if (isLeftOut || table.isWrittenByStore(column)) {
        after[column] = before[column];
      }
    }
  }

  /**
   * The positions, ascending, at which two rows differ. Without the version, and without other forms of what is compared: in a
   * row that another program has written they may be missing or old.
   */
  static int[] changed(Table table, @Nullable Object[] before, @Nullable Object[] after) {
    int[] changed = NONE;
    int count = 0;
    for (int i = 0; i < before.length; i++) {
      if (i != table.version()
          && !table.columns().get(i).isCopy()
          && !same(table, i, before[i], after[i])) {
        if (count == 0) {
          changed = new int[before.length];
        }
        changed[count++] = i;
      }
    }
    return count == 0 ? NONE : Arrays.copyOf(changed, count);
  }

  private static final int[] NONE = {};

  @SuppressWarnings("ReferenceEquality") // a short cut only
  private static boolean same(Table table, int column, @Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    return table.type(column).same(a, b);
  }

  private static int[] with(int[] positions, List<Integer> added) {
    if (added.isEmpty()) {
      return positions;
    }
    int[] all = Arrays.copyOf(positions, positions.length + added.size());
    for (int i = 0; i < added.size(); i++) {
      all[positions.length + i] = added.get(i);
    }
    Arrays.sort(all);
    return all;
  }
}
