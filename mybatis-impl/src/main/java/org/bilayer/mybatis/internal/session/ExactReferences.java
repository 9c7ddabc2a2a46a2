package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Refuses references to keys in another spelling, which a database accepts whose collation ignores case. One thread at a time.
 */
final class ExactReferences {

  /*
   * The row is written first, so that the database has checked its other rules, as memory does, and holds a lock on the row
   * that it takes for the referenced one. Then the exact key is looked for in the view of this unit.
   *
   * Not excluded: another unit removes that row and adds it in another spelling, and commits, between the view of this unit and
   * its write. Locking the row for the search would exclude this; it would also report a conflict for every change of the
   * referenced row (decision 0058).
   */

  private final UnitContext unit;
  private final UnitStatements statements;

  ExactReferences(UnitContext unit, UnitStatements statements) {
    this.unit = unit;
    this.statements = statements;
  }

  /** Whether a write has to go through {@link #check}. */
  static boolean concern(List<Write> writes) {
    Table last = null;
    for (Write write : writes) {
      if (!(write instanceof Write.Delete) && !write.table().equals(last)) {
        last = write.table();
        if (hasLaxReferences(last)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasLaxReferences(Table table) {
    for (ForeignKey key : table.foreignKeys()) {
      if (isLax(table, key)) {
        return true;
      }
    }
    return false;
  }

  /** References of owned rows to their owner need nothing: the owner was read, or is written in the same flush. */
  private static boolean isLax(Table table, ForeignKey key) {
    for (int column : key.columns()) {
      if (table.type(column).isFolding()) {
        return key.enforced() && table.owner().filter(key::equals).isEmpty();
      }
    }
    return false;
  }

  /**
   * Checks rows of one table that were written.
   *
   * @throws ForeignKeyViolationException if one of them refers to a key that no row has exactly
   */
  void check(Table table, List<? extends Write> written) {
    for (ForeignKey reference : table.foreignKeys()) {
      if (isLax(table, reference)) {
        Set<Key> referred = new LinkedHashSet<>();
        for (Write write : written) {
          @Nullable Object @Nullable [] row = rowReferringBy(write, reference);
          Key key = row == null ? null : Key.from(row, reference.columns());
          if (key != null) {
            referred.add(key);
          }
        }
        check(table, reference, referred);
      }
    }
  }

  /** Checks a row that was added with a generated key. */
  void check(Table table, @Nullable Object[] row) {
    for (ForeignKey reference : table.foreignKeys()) {
      Key key = Key.from(row, reference.columns());
      if (isLax(table, reference) && key != null) {
        check(table, reference, Set.of(key));
      }
    }
  }

  private static @Nullable Object @Nullable [] rowReferringBy(Write write, ForeignKey reference) {
    if (write instanceof Write.Update update
        && Arrays.stream(update.changed()).noneMatch(reference.columns()::contains)) {
      return null;
    }
    return WriteGroups.rowOf(write);
  }

  private void check(Table table, ForeignKey reference, Set<Key> referred) {
    if (referred.isEmpty()) {
      return;
    }
    Table target = unit.store().schema().table(reference.target());
    TableStatements of = statements.of(target);
    List<Integer> places = IntStream.range(0, target.key().size()).boxed().toList();
    Set<Key> found = new HashSet<>();
    for (List<Key> portion : unit.store().dialect().portions(new ArrayList<>(referred))) {
      for (@Nullable
      Object[] row : statements.query(
          of,
          Verb.FETCH,
          of.sql().keysBy(target.key(), portion, Lock.NONE),
          of.sql().handlers(target.key()))) {
        found.add(Objects.requireNonNull(Key.from(row, places), "a key has no nulls"));
      }
    }
    if (!found.containsAll(referred)) {
      throw new ForeignKeyViolationException(table.name(), reference.name(), null);
    }
  }

  /** Checks rows that were changed by condition. */
  void check(BulkUpdate update) {
    Table table = update.table().base();
    for (ForeignKey reference : table.foreignKeys()) {
      List<BulkUpdate.Assignment> assigned = update.assignments().stream()
          .filter(assignment -> reference.columns().contains(assignment.column()))
          .toList();
      boolean refers = assigned.stream().noneMatch(assignment -> assignment.value() == null);
      if (isLax(table, reference) && !assigned.isEmpty() && refers) {
        TableStatements of = statements.of(table);
        Table target = unit.store().schema().table(reference.target());
        Object count = statements.query(
                of,
                Verb.SUMMARISE,
                of.sql().inexactReferences(reference, target, assigned),
                new ColumnHandler[] {unit.store().dialect().handler(Dialect.COUNT)})
            .get(0)[0];
        if (!Long.valueOf(0).equals(count)) {
          throw new ForeignKeyViolationException(table.name(), reference.name(), null);
        }
      }
    }
  }
}
