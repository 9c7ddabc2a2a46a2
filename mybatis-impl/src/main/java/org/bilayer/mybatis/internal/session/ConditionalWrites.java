package org.bilayer.mybatis.internal.session;

import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;

/** Changes and removes all rows that satisfy a condition. One thread at a time. */
final class ConditionalWrites {

  private final UnitContext unit;
  private final UnitStatements statements;
  private final ActionGuard actions;
  private final @Nullable ReferenceGuard guard;
  private final ExactReferences exact;

  ConditionalWrites(
      UnitContext unit,
      UnitStatements statements,
      ActionGuard actions,
      @Nullable ReferenceGuard guard,
      ExactReferences exact) {
    this.actions = actions;
    this.exact = exact;
    this.unit = unit;
    this.statements = statements;
    this.guard = guard;
  }

  long update(BulkUpdate update) {
    unit.noteWriting();
    unit.requireWritable();
    if (guard != null && guard.concerns(update)) {
      return unit.noteChanged(guard.update(update));
    }
    TableStatements table = statements.of(update.table().base());
    long changed = statements.execute(table, Verb.UPDATE, table.sql().update(update));
    if (changed > 0) {
      exact.check(update);
    }
    return unit.noteChanged(changed);
  }

  long delete(Table of, Condition where) {
    unit.noteWriting();
    unit.requireWritable();
    actions.beforeRemoval(of, where);
    if (guard != null) {
      return unit.noteChanged(guard.delete(of, where));
    }
    TableStatements table = statements.of(of.base());
    return unit.noteChanged(statements.execute(table, Verb.DELETE, table.sql().delete(of, where)));
  }
}
