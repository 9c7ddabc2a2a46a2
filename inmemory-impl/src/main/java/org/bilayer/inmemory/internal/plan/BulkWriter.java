package org.bilayer.inmemory.internal.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.ForeignKeyShape;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.References;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowWriter;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.inmemory.internal.table.TableState;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.BulkUpdate.Assignment;
import org.bilayer.store.Condition;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Changes or removes all rows that satisfy a condition. One thread at a time. */
public final class BulkWriter {
  /*
   * The contract leaves open in which order the rows are visited, and constraints are checked after each, so whether
   * "p = p + 1" collides with itself is a matter of luck on a database. Here luck is always bad: a row's new unique values
   * are also compared with those that all rows had before the statement, and a row that any other row referred to before
   * it is not removed. That is exactly what fails in at least one order, so no order has to be tried.
   *
   * Where several rows break several constraints, the shuffled visits decide which one is reported.
   */

  /** A row to be changed, as it was before the statement. */
  @SuppressWarnings("ArrayRecordComponent") // rows are arrays throughout, and not compared
  private record Target(Key key, @Nullable Object[] row) {}

  private final Constraints constraints;
  private final Root root;
  private final RowWriter writer;
  private final ReadObserver reads;
  private final Shuffler shuffler;

  public BulkWriter(RowWriter writer, Shuffler shuffler) {
    this.constraints = writer.constraints();
    this.root = writer.before();
    this.writer = writer;
    this.reads = writer.reads();
    this.shuffler = shuffler;
  }

  public long update(BulkUpdate update) {
    TableShape table = constraints.store().of(update.table().base());
    checkAssignments(table, update.assignments());
    List<Target> targets = targets(update.table(), update.where());
    for (Target target : targets) {
      @Nullable Object[] after = assigned(table, target, update.assignments());
      checkUniqueBefore(table, target, after);
      writer.change(table, target.key(), target.row(), after);
    }
    return targets.size();
  }

  public long delete(Table deletedFrom, Condition where) {
    TableShape table = constraints.store().of(deletedFrom.base());
    List<Target> targets = targets(deletedFrom, where);
    for (Target target : targets) {
      checkChildrenBefore(table, target.key());
      writer.change(table, target.key(), target.row(), null);
    }
    return targets.size();
  }

  private List<Target> targets(Table of, Condition where) {
    TableShape table = constraints.store().of(of);
    reads.sawMatches(table, where);
    Condition normal = NormalForm.of(where);
    RowMatch match = RowMatch.of(normal, table, constraints.store(), reads);
    AccessPath path = ReferredRows.find(table, constraints.store(), root, reads, normal, List.of());
    RowScan scan = RowScan.inOrder(table, root, match, path);
    var targets = new ArrayList<Target>();
    while (scan.next()) {
      targets.add(new Target(scan.key(), table.own(scan.row())));
    }
    shuffler.shuffle(targets);
    return targets;
  }

  private static void checkAssignments(TableShape table, List<Assignment> assignments) {
    for (Assignment assignment : assignments) {
      int column = assignment.column();
      if (table.table.key().contains(column)
          || column == table.table.version()
          || table.table.isWrittenByStore(column)) {
        throw new IllegalArgumentException(
            "Cannot assign a column of the primary key, the version or a column that the store fills [table="
                + table + ", column=" + table.table.columns().get(column).name() + "].");
      }
    }
  }

  private @Nullable Object[] assigned(
      TableShape table, Target target, List<Assignment> assignments) {
    @Nullable Object[] after = target.row().clone();
    for (Assignment assignment : assignments) {
      int column = assignment.column();
      Object value = assignment.value();
      after[column] = assignment.increment()
          ? increased(table, target.key(), column, target.row()[column], value)
          : value;
    }
    if (table.table.hasServerVersion()) {
      writer.setVersion(table, after);
    } else if (table.hasVersion()) {
      long next = table.table.nextVersion(target.key(), table.versionOf(target.row()));
      after[table.table.version()] = table.table.storedVersion(next);
    }
    writer.fillChanged(table, after);
    return after;
  }

  private static @Nullable Object increased(
      TableShape table, Key key, int column, @Nullable Object stored, @Nullable Object by) {
    if (by == null) {
      throw new IllegalArgumentException(
          "An increment needs a value [table=" + table + ", column=" + column + "].");
    }
    if (stored == null) {
      return null;
    }
    try {
      return sum(table.type(column), stored, by);
    } catch (InvalidValueException e) {
      StoredColumn place = table.table.columns().get(column);
      throw FailureInternals.at(e, table.table.name(), key.toString(), place.name(), null);
    }
  }

  private static Object sum(StoredType type, Object stored, Object by) {
    return type.normalise(unchecked(type, stored, by));
  }

  private static Object unchecked(StoredType type, Object stored, Object by) {
    return switch (type.kind()) {
      case DECIMAL -> ((BigDecimal) stored).add((BigDecimal) by);
      case INT64 -> sum((Long) stored, (Long) by);
      case INT32 ->
        (int) within(
            type, (Integer) stored + (long) (Integer) by, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT16 ->
        (short) within(type, (Short) stored + (long) (Short) by, Short.MIN_VALUE, Short.MAX_VALUE);
      default -> throw new IllegalArgumentException("Values of " + type + " cannot be added.");
    };
  }

  private static long sum(long stored, long by) {
    long sum = stored + by;
    if (((stored ^ sum) & (by ^ sum)) < 0) {
      throw FailureInternals.invalidValue("int64 holds 64 bits, the sum needs more");
    }
    return sum;
  }

  private static long within(StoredType type, long sum, long least, long most) {
    if (sum < least || sum > most) {
      throw FailureInternals.invalidValue(
          type + " holds " + least + " to " + most + ", the sum is not");
    }
    return sum;
  }

  private void checkUniqueBefore(TableShape table, Target target, @Nullable Object[] after) {
    for (IndexShape index : table.indexes) {
      if (index.unique && !table.same(index.columns, target.row(), after)) {
        Key entry = index.keyOf(after);
        Object other = entry == null ? null : root.table(table).index(index).get(entry);
        if (other != null && !other.equals(target.key())) {
          reads.sawKey(table, (Key) other);
          throw new UniqueViolationException(table.table.name(), index.name, null);
        }
      }
    }
  }

  private void checkChildrenBefore(TableShape table, Key key) {
    for (ForeignKeyShape reference : constraints.of(table).referrers()) {
      Key other = anyChild(reference, key);
      if (other != null) {
        reads.sawKey(reference.child(), other);
        throw References.violation(reference);
      }
    }
  }

  /** A row that refers to the parent; also the parent itself, whose removal MariaDB refuses then. */
  private @Nullable Key anyChild(ForeignKeyShape reference, Key parent) {
    IndexShape index = reference.children();
    TableState children = root.table(reference.child());
    if (index.isPrimary()) {
      var cursor = children.rows.ascendingIn(reference.childrenOf(parent));
      return cursor.next() ? cursor.key() : null;
    }
    var cursor = children.index(index).ascendingIn(reference.childrenOf(parent));
    return cursor.next() ? reference.child().keyAt(index, cursor.value()) : null;
  }
}
