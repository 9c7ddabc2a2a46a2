package org.bilayer.mybatis.internal.session;

import java.util.List;
import java.util.Objects;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.SetWrites;
import org.bilayer.mybatis.internal.statement.MappedStatements;
import org.bilayer.mybatis.internal.statement.MappedStatements.RowStatement;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.jspecify.annotations.Nullable;

/** Writes the SQL of a flush whose groups go to the database together, one statement for each part. Stateless. */
final class FlushText {

  /** So many updates or deletes of a table stand one by one in a trip: a join with arrays is planned anew each time. */
  private static final int ONE_BY_ONE_MAX = 4;

  private final MappedStatements statements;
  private final @Nullable SetWrites setWrites;

  FlushText(StoreContext store) {
    this.statements = store.statements();
    this.setWrites = store.dialect().setWrites();
  }

  /** Whether one statement can write each group. */
  static boolean areOneStatementEach(List<Write> writes) {
    for (int from = 0, to; from < writes.size(); from = to) {
      to = WriteGroups.endOfGroup(writes, from);
      if (writes.get(from).table().hasServerVersion()) {
        // Each statement answers with rows, which a trip for several statements does not read.
        return false;
      }
      if (to - from > 1 && !WriteGroups.fitsArrays(writes.get(from).table())) {
        return false;
      }
      if (to - from > ONE_BY_ONE_MAX && !(writes.get(from) instanceof Write.Insert)) {
        List<Write> group = writes.subList(from, to);
        if (!WriteGroups.areDifferentRows(group) || touchesUniqueKey(group)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean touchesUniqueKey(List<Write> group) {
    return group.get(0) instanceof Write.Update
        && WriteGroups.touchesUniqueKey(
            group.get(0).table(), WriteGroups.union(WriteGroups.updates(group)));
  }

  /** Where the part that begins at a position ends: a group, or a single write. */
  static int endOfPart(List<Write> writes, int from) {
    int to = WriteGroups.endOfGroup(writes, from);
    return to - from <= ONE_BY_ONE_MAX && !(writes.get(from) instanceof Write.Insert)
        ? from + 1
        : to;
  }

  /** Whether the statement for a part returns the positions of the writes that met their row, and not a count. */
  static boolean returnsPositions(List<Write> group) {
    return group.size() > 1 && !(group.get(0) instanceof Write.Insert);
  }

  /** Appends the statement for a part. */
  void append(BoundText text, List<Write> group) {
    Write first = group.get(0);
    Table of = first.table();
    if (group.size() == 1) {
      RowStatement one = WriteStatements.statement(statements.of(of), first);
      text.add(one.sql(), one.handlers(), WriteStatements.values(first));
    } else if (first instanceof Write.Insert) {
      sets().insert(text, of, WriteGroups.inserts(group));
    } else if (first instanceof Write.Update) {
      sets()
          .update(
              text, of, WriteGroups.updates(group), WriteGroups.union(WriteGroups.updates(group)));
    } else {
      sets().delete(text, of, WriteGroups.deletes(group));
    }
  }

  private SetWrites sets() {
    return Objects.requireNonNull(setWrites, "sent in one trip as sets");
  }
}
