package org.bilayer.mybatis.internal.session;

import java.util.List;
import java.util.Map;
import org.apache.ibatis.mapping.MappedStatement;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.statement.MappedStatements.RowStatement;
import org.bilayer.mybatis.internal.statement.MappedStatements.TableStatements;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Values that the database generates for a unit of work: keys of new rows, numbers of sequences. One thread at a time. */
final class GeneratedValues {

  private static final ColumnHandler[] NO_HANDLERS = {};
  private static final Object[] NO_VALUES = {};

  private final UnitContext unit;
  private final UnitStatements statements;
  private final ReadBack readBack;
  private final @Nullable ReferenceGuard guard;
  private final ExactReferences exact;

  GeneratedValues(
      UnitContext unit,
      UnitStatements statements,
      ReadBack readBack,
      @Nullable ReferenceGuard guard,
      ExactReferences exact) {
    this.readBack = readBack;
    this.exact = exact;
    this.unit = unit;
    this.statements = statements;
    this.guard = guard;
  }

  Key insertGenerated(Table of, @Nullable Object[] row) {
    unit.noteWriting();
    unit.requireWritable();
    TableStatements table = statements.of(of);
    if (guard != null) {
      guard.beforeInsert(of, row);
    }
    List<Integer> given = table.sql().besideKey(row);
    RowStatement statement = table.insertGenerated(row);
    var values = new @Nullable Object[given.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[given.get(i)];
    }
    List<@Nullable Object[]> keys =
        statements.query(of, statement.statement(), statement.handlers(), values);
    Key key = keys.isEmpty() ? null : Key.from(keys.get(0), List.of(0));
    if (key == null) {
      throw new StorageFailureException(
          "The database gave no key for an inserted row [table=" + of.name() + ", column="
              + of.columns().get(of.key().get(0)).name()
              + "]. The database must generate the key of a row that is inserted without one; does a trigger or a rule hold"
              + " rows back?",
          null);
    }
    int next = 1;
    for (int column : table.sql().readBack()) {
      row[column] = keys.get(0)[next++];
    }
    exact.check(of, row);
    unit.noteChanged(1);
    readBack.read(of, Map.of(key, List.<@Nullable Object[]>of(row)));
    return key;
  }

  long nextBlock(Sequence sequence) {
    unit.requireWritable();
    MappedStatement statement = unit.store().statements().nextValue(sequence);
    Object first = statements.query(null, statement, NO_HANDLERS, NO_VALUES).get(0)[0];
    if (first == null) {
      throw new StorageFailureException(
          "The sequence gave no number [sequence=" + sequence.name() + "].", null);
    }
    return (Long) first;
  }
}
