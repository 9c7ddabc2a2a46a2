package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps references whole on a database that checks a foreign key against what its own transaction sees, so that a row and
 * the row it refers to can be added and removed at the same time.
 */
final class ReferenceGuard {

  /*
   * Whoever writes a reference first locks the row it refers to. A remover of that row then waits, and at READ COMMITTED
   * its own check sees the new reference afterwards.
   *
   * At SNAPSHOT it does not: the reference is younger than its snapshot, and locking a row leaves no trace that would be
   * a conflict. So after removing rows that may be referred to, and thereby holding their locks, the remover looks for
   * references once more in a session beside its own, whose view is of now (decision 0037). What it finds there was
   * committed meanwhile, unless this session removed or changed it itself; of those it keeps a list.
   *
   * References of owned rows to their owner need nothing: the owner's root gets a new version in the same flush, and its
   * removal carries the old one.
   */

  private final UnitContext unit;
  private final UnitStatements statements;
  private final ExactReferences exact;
  private final Map<Table, Set<Key>> ownChanges = new HashMap<>();

  ReferenceGuard(UnitContext unit, UnitStatements statements, ExactReferences exact) {
    this.exact = exact;
    this.unit = unit;
    this.statements = statements;
  }

  private static boolean guards(Table table, ForeignKey key) {
    return key.enforced() && table.owner().filter(key::equals).isEmpty();
  }

  /** Whether a change by condition has to go through {@link #update}. */
  boolean concerns(BulkUpdate update) {
    Table table = update.table().base();
    return table.foreignKeys().stream()
        .filter(key -> guards(table, key))
        .anyMatch(key -> update.assignments().stream()
            .map(BulkUpdate.Assignment::column)
            .anyMatch(key.columns()::contains));
  }

  /** Changes rows by condition, where that changes references. */
  long update(BulkUpdate update) {
    Table table = update.table().base();
    List<Integer> all = places(table.columns().size());
    List<@Nullable Object[]> rows = statements.query(
        of(table),
        Verb.UPDATE,
        of(table).sql().updated(update, all),
        of(table).sql().handlers());
    if (!rows.isEmpty()) {
      exact.check(update);
    }
    for (ForeignKey reference : table.foreignKeys()) {
      Set<Key> referred = new LinkedHashSet<>();
      for (@Nullable Object[] row : rows) {
        Key key = Key.from(row, reference.columns());
        if (key != null) {
          referred.add(key);
        }
      }
      // Locked after the fact, since the rows were not known before: so they may have gone in
      // between.
      if (guards(table, reference)
          && lock(unit.store().schema().table(reference.target()), referred) < referred.size()) {
        throw new WriteConflictException(
            "Another unit of work removed a row to which this unit refers [table=" + table.name()
                + ", constraint=" + reference.name() + "]. Retry the whole unit.",
            null);
      }
    }
    rows.forEach(row -> noteOwn(table, Objects.requireNonNull(Key.from(row, table.key()))));
    return rows.size();
  }

  /** Removes rows by condition. */
  long delete(Table from, Condition where) {
    Table table = from.base();
    List<@Nullable Object[]> rows = statements.query(
        of(table),
        Verb.DELETE,
        of(table).sql().deleted(from, where),
        of(table).sql().handlers(table.key()));
    List<Key> keys = rows.stream()
        .map(row -> Objects.requireNonNull(Key.from(row, places(row.length))))
        .toList();
    keys.forEach(key -> noteOwn(table, key));
    removed(table, keys);
    return keys.size();
  }

  private TableStatements of(Table table) {
    return statements.of(table);
  }

  private static List<Integer> places(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** Called before writes of one table and kind. */
  void before(Table table, List<? extends Write> writes) {
    for (ForeignKey reference : table.foreignKeys()) {
      if (guards(table, reference)) {
        Set<Key> referred = new LinkedHashSet<>();
        for (Write write : writes) {
          Key key = newReference(write, reference);
          if (key != null) {
            referred.add(key);
          }
        }
        lock(unit.store().schema().table(reference.target()), referred);
      }
    }
    for (Write write : writes) {
      if (!(write instanceof Write.Insert)) {
        noteOwn(table, write.key());
      }
    }
  }

  /** Called before a row is added whose key is not known yet. */
  void beforeInsert(Table table, @Nullable Object[] row) {
    for (ForeignKey reference : table.foreignKeys()) {
      Key key = Key.from(row, reference.columns());
      if (guards(table, reference) && key != null) {
        lock(unit.store().schema().table(reference.target()), Set.of(key));
      }
    }
  }

  private static @Nullable Key newReference(Write write, ForeignKey reference) {
    if (write instanceof Write.Insert insert) {
      return Key.from(insert.row(), reference.columns());
    }
    if (write instanceof Write.Update update
        && Arrays.stream(update.changed()).anyMatch(reference.columns()::contains)) {
      return Key.from(update.row(), reference.columns());
    }
    return null;
  }

  private void noteOwn(Table table, Key key) {
    if (table.foreignKeys().stream().anyMatch(reference -> guards(table, reference))) {
      ownChanges.computeIfAbsent(table, unused -> new HashSet<>()).add(key);
    }
  }

  /** Locks rows in the order of their keys, as flushes do, and returns how many exist. */
  private int lock(Table target, Set<Key> referred) {
    if (referred.isEmpty()) {
      return 0;
    }
    List<StoredType> types = target.key().stream().map(target::type).toList();
    var ordered = new ArrayList<>(referred);
    ordered.sort((a, b) -> a.compareTo(b, types));
    TableStatements table = of(target);
    return statements
        .query(table, Verb.LOCK, table.sql().lockKeys(ordered), table.sql().handlers(target.key()))
        .size();
  }

  /** Called after rows were removed. */
  void removed(Table table, List<Key> keys) {
    if (unit.level() == Level.READ_COMMITTED || keys.isEmpty()) {
      return;
    }
    for (Table referring : unit.store().schema().tables()) {
      for (ForeignKey reference : referring.foreignKeys()) {
        if (reference.target().equals(table.name()) && guards(referring, reference)) {
          refuseNew(referring, reference, keys);
        }
      }
    }
  }

  private void refuseNew(Table referring, ForeignKey reference, List<Key> removed) {
    Set<Key> own = ownChanges.getOrDefault(referring, Set.of());
    TableStatements table = of(referring);
    ColumnHandler[] readers = table.sql().handlers(referring.key());
    for (@Nullable
    Object[] row : statements.queryCommitted(
        table, table.sql().keysBy(reference.columns(), removed, Lock.NONE), readers)) {
      Key found = Key.from(row, places(readers.length));
      if (found != null && !own.contains(found)) {
        throw new WriteConflictException(
            "Another unit of work added a reference to a removed row [table=" + referring.name()
                + ", constraint=" + reference.name() + "]. Retry the whole unit.",
            null);
      }
    }
  }
}
