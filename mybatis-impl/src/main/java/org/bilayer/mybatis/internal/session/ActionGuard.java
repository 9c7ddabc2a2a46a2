package org.bilayer.mybatis.internal.session;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Select;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/** Refuses to remove rows to which others refer by foreign keys with an action. One thread at a time. */
final class ActionGuard {

  /*
   * The database would carry out the action in place of a refusal. The rows to be removed are locked first, so that nobody
   * adds a reference to them, and then the referring rows are looked for. This read locks as well: a plain one would show
   * MariaDB's snapshot, to which the action is not bound. On PostgreSQL, an action that meets a row younger than the snapshot
   * is a conflict.
   */

  private final UnitContext unit;
  private final UnitStatements statements;

  ActionGuard(UnitContext unit, UnitStatements statements) {
    this.unit = unit;
    this.statements = statements;
  }

  /** Whether writes remove rows of a table to which foreign keys with an action refer. */
  boolean concerns(List<Write> writes) {
    Table last = null;
    for (Write write : writes) {
      if (write instanceof Write.Delete && !write.table().equals(last)) {
        if (concerns(write.table())) {
          return true;
        }
        last = write.table();
      }
    }
    return false;
  }

  /** Whether foreign keys with an action refer to a table. */
  boolean concerns(Table table) {
    return unit.store().schema().tables().stream()
        .flatMap(referring -> referring.foreignKeys().stream())
        .anyMatch(key -> actsOn(key, table));
  }

  private static boolean actsOn(ForeignKey key, Table target) {
    return key.acts() && key.enforced() && key.target().equals(target.name());
  }

  /**
   * Called before rows are removed.
   *
   * @throws ForeignKeyViolationException if other rows refer to one of them
   */
  void beforeRemoval(Table table, List<Key> keys) {
    if (keys.isEmpty() || !concerns(table)) {
      return;
    }
    TableStatements removed = statements.of(table);
    for (List<Key> portion : unit.store().dialect().portions(keys)) {
      statements.query(
          removed, Verb.LOCK, removed.sql().lockKeys(portion), removed.sql().handlers(table.key()));
    }
    requireNotReferred(table, keys);
  }

  /** As the other, before the rows that satisfy a condition are removed. */
  void beforeRemoval(Table of, Condition where) {
    Table table = of.base();
    if (!concerns(table)) {
      return;
    }
    TableStatements removed = statements.of(table);
    var select = new Select(of, where, List.of(), Long.MAX_VALUE, table.key(), Lock.UPDATE);
    requireNotReferred(
        table,
        keys(statements.query(
            removed,
            Verb.LOCK,
            removed.sql().select(select),
            removed.sql().handlers(table.key()))));
  }

  private void requireNotReferred(Table table, List<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    for (Table referring : unit.store().schema().tables()) {
      for (ForeignKey key : referring.foreignKeys()) {
        if (actsOn(key, table)) {
          // Rows of the same table that are removed together may refer to one another.
          Set<Key> leaving = referring.equals(table) ? new HashSet<>(keys) : Set.of();
          requireNone(referring, key, keys, leaving);
        }
      }
    }
  }

  private void requireNone(Table referring, ForeignKey key, List<Key> removed, Set<Key> leaving) {
    TableStatements table = statements.of(referring);
    ColumnHandler[] readers = table.sql().handlers(referring.key());
    for (List<Key> portion : unit.store().dialect().portions(removed)) {
      for (Key found : keys(statements.query(
          table, Verb.LOCK, table.sql().keysBy(key.columns(), portion, Lock.SHARE), readers))) {
        if (!leaving.contains(found)) {
          throw new ForeignKeyViolationException(referring.name(), key.name(), null);
        }
      }
    }
  }

  private static List<Key> keys(List<@Nullable Object[]> rows) {
    return rows.stream()
        .map(row -> Objects.requireNonNull(
            Key.from(row, IntStream.range(0, row.length).boxed().toList()), "a key has no nulls"))
        .toList();
  }
}
