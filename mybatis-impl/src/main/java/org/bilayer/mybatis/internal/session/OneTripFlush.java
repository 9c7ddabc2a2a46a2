package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.statement.GroupAnswer;
import org.bilayer.store.Write;

/** Sends all groups of a flush in one trip, if the database accepts several statements at once. One thread at a time. */
final class OneTripFlush {

  /* Each statement returns its count or its positions before the commit (decision 0021). */

  private final StoreContext store;
  private final UnitStatements statements;
  private final FlushText flushText;

  OneTripFlush(StoreContext store, UnitStatements statements, FlushText flushText) {
    this.store = store;
    this.statements = statements;
    this.flushText = flushText;
  }

  /** Whether there are several groups, each of which one statement can write. */
  boolean canWrite(List<Write> writes) {
    return store.dialect().sendsTogether()
        && writes.size() <= WriteGroups.ROWS_MAX
        && WriteGroups.endOfGroup(writes, 0) < writes.size()
        && FlushText.areOneStatementEach(writes);
  }

  /** Executes the writes, and returns for each write the number of affected rows. */
  int[] write(List<Write> writes) {
    var counts = new int[writes.size()];
    BoundText text = store.newText();
    var parts = new ArrayList<GroupAnswer>();
    for (int from = 0, to; from < counts.length; from = to) {
      to = FlushText.endOfPart(writes, from);
      if (from > 0) {
        text.append(";");
      }
      List<Write> group = writes.subList(from, to);
      flushText.append(text, group);
      parts.add(new GroupAnswer(group, FlushText.returnsPositions(group), from, counts));
    }
    statements.executeTogether(writes.get(0).table(), text, parts);
    return counts;
  }
}
