package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.sql.TableSql;
import org.bilayer.mybatis.internal.statement.FlushAnswer;
import org.bilayer.mybatis.internal.statement.GroupAnswer;
import org.bilayer.mybatis.internal.statement.RowsAnswer;
import org.bilayer.store.Table;
import org.bilayer.store.Write;

/** Sends all groups of a flush in one trip, if the database accepts several statements at once. One thread at a time. */
final class OneTripFlush {

  /* Each statement returns its count or its positions before the commit (decision 0021). */

  private final StoreContext store;
  private final UnitStatements statements;
  private final FlushText flushText;
  private final ReadBack readBack;

  OneTripFlush(
      StoreContext store, UnitStatements statements, FlushText flushText, ReadBack readBack) {
    this.readBack = readBack;
    this.store = store;
    this.statements = statements;
    this.flushText = flushText;
  }

  /**
   * Whether there are several statements, each of which can be one of the trip.
   *
   * @param readsBack whether the values that the database has filled are read behind the writes
   */
  boolean canWrite(List<Write> writes, boolean readsBack) {
    return store.dialect().sendsTogether()
        && writes.size() <= WriteGroups.ROWS_MAX
        && (WriteGroups.endOfGroup(writes, 0) < writes.size()
            || (readsBack && ReadBack.isNeeded(writes)))
        && FlushText.areOneStatementEach(writes);
  }

  /** Executes the writes, and returns for each write the number of affected rows. */
  int[] write(List<Write> writes, boolean readsBack) {
    var counts = new int[writes.size()];
    BoundText text = store.newText();
    var parts = new ArrayList<FlushAnswer>();
    for (int from = 0, to; from < counts.length; from = to) {
      to = FlushText.endOfPart(writes, from);
      if (from > 0) {
        text.append(";");
      }
      List<Write> group = writes.subList(from, to);
      flushText.append(text, group);
      parts.add(new GroupAnswer(group, FlushText.returnsPositions(group), from, counts));
    }
    Map<Table, RowsAnswer> filled = new LinkedHashMap<>();
    if (readsBack) {
      ReadBack.written(writes).forEach((table, rows) -> {
        TableSql sql = statements.of(table).sql();
        text.append(";");
        text.add(sql.generated(List.copyOf(rows.keySet())));
        var answer = new RowsAnswer(sql.handlers(sql.keyAndGenerated()));
        parts.add(answer);
        filled.put(table, answer);
      });
    }
    statements.executeTogether(writes.get(0).table(), text, parts);
    if (readsBack) {
      readBack.complete(writes, counts, filled);
    }
    return counts;
  }
}
