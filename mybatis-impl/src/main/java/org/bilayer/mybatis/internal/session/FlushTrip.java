package org.bilayer.mybatis.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.CheckedWrites;
import org.bilayer.mybatis.internal.dialect.CheckedWrites.Missed;
import org.bilayer.mybatis.internal.dialect.SetWrites;
import org.bilayer.mybatis.internal.statement.MappedStatements.OfRow;
import org.bilayer.mybatis.internal.statement.WrittenPart;
import org.bilayer.store.Table;
import org.bilayer.store.Write;

/** A flush whose groups go in one trip, a statement for each, where the database takes several at once. */
final class FlushTrip {

  /*
   * In the middle of a unit each statement answers with its count or its places. At the end of one COMMIT goes along, so that
   * nobody could look at a count in time: each statement then fails by itself where its count is wrong, and the server leaves out
   * all that is behind it (decision 0025).
   */

  /** So many updates or deletes of a table stand one by one in a trip: a join with arrays is planned anew each time. */
  private static final int ONE_BY_ONE_MAX = 4;

  private final MyBatisSession session;
  private final MyBatisStore store;

  FlushTrip(MyBatisSession session, MyBatisStore store) {
    this.session = session;
    this.store = store;
  }

  /** Whether there are several groups, each of which one statement can write. */
  boolean takes(List<Write> writes) {
    return store.dialect().sendsTogether()
        && writes.size() <= WriteBatches.SET_MAX
        && WriteBatches.endOfGroup(writes, 0) < writes.size()
        && areOneStatementEach(writes);
  }

  /** Whether COMMIT can go along, and the trip saved is worth it. */
  boolean takesWithCommit(List<Write> writes) {
    CheckedWrites checked = store.dialect().checkedWrites();
    return checked != null && writes.size() <= checked.rowsMax() && areOneStatementEach(writes);
  }

  private static boolean areOneStatementEach(List<Write> writes) {
    for (int from = 0, to; from < writes.size(); from = to) {
      to = WriteBatches.endOfGroup(writes, from);
      if (to - from > ONE_BY_ONE_MAX && !(writes.get(from) instanceof Write.Insert)) {
        List<Write> group = writes.subList(from, to);
        if (!WriteBatches.areDifferentRows(group) || touchesUniqueKey(group)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean touchesUniqueKey(List<Write> group) {
    return group.get(0) instanceof Write.Update
        && WriteBatches.touchesUniqueKey(group.get(0).table(), WriteBatches.union(updates(group)));
  }

  private static List<Write.Update> updates(List<Write> group) {
    return group.stream().map(Write.Update.class::cast).toList();
  }

  /** WriteBatches, and returns how many rows each write met. */
  int[] write(List<Write> writes) {
    var counts = new int[writes.size()];
    BoundText text = store.newText();
    var parts = new ArrayList<WrittenPart>();
    for (int from = 0, to; from < counts.length; from = to) {
      to = endOfStatement(writes, from);
      if (from > 0) {
        text.append(";");
      }
      List<Write> group = writes.subList(from, to);
      append(text, group);
      parts.add(new WrittenPart(group, answersPlaces(group), from, counts));
    }
    session.executeTogether(writes.get(0).table(), text, parts);
    return counts;
  }

  /** WriteBatches, and commits if each write met one row; otherwise the transaction is rolled back. */
  int[] writeAndCommit(List<Write> writes) {
    CheckedWrites checked =
        Objects.requireNonNull(store.dialect().checkedWrites(), "asked for before");
    BoundText text = store.newText();
    var starts = new ArrayList<Integer>();
    for (int from = 0, to; from < writes.size(); from = to) {
      to = endOfStatement(writes, from);
      List<Write> group = writes.subList(from, to);
      checked.begin(text);
      append(text, group);
      if (!answersPlaces(group)) {
        text.append(" RETURNING 1");
      }
      checked.end(text, starts.size(), to - from);
      text.append(";");
      starts.add(from);
    }
    text.append("COMMIT");
    Optional<Missed> missed = session.executeAndCommit(writes.get(0).table(), text, checked);
    var counts = new int[writes.size()];
    if (missed.isEmpty()) {
      Arrays.fill(counts, 1);
    } else {
      count(missed.get(), writes, starts.get(missed.get().part()), counts);
    }
    return counts;
  }

  /** Counts what was met up to the statement that missed rows; those behind it were never carried out. */
  private static void count(Missed missed, List<Write> writes, int from, int[] counts) {
    List<Write> group = writes.subList(from, endOfStatement(writes, from));
    if (group.size() > 1 && !answersPlaces(group)) {
      throw WrittenPart.heldBack(group.get(0).table().name(), missed.met().size(), group.size());
    }
    Arrays.fill(counts, 0, from, 1);
    missed.met().forEach(place -> counts[from + place - 1]++);
  }

  private static int endOfStatement(List<Write> writes, int from) {
    int to = WriteBatches.endOfGroup(writes, from);
    return to - from <= ONE_BY_ONE_MAX && !(writes.get(from) instanceof Write.Insert)
        ? from + 1
        : to;
  }

  /** Whether the statement for a group answers with places, and not with a count. */
  private static boolean answersPlaces(List<Write> group) {
    return group.size() > 1 && !(group.get(0) instanceof Write.Insert);
  }

  private void append(BoundText text, List<Write> group) {
    Write first = group.get(0);
    Table of = first.table();
    if (group.size() == 1) {
      OfRow one = WriteBatches.statement(store.statements().of(of), first);
      text.add(one.sql(), one.handlers(), WriteBatches.values(first));
    } else if (first instanceof Write.Insert) {
      sets().insert(text, of, group.stream().map(Write.Insert.class::cast).toList());
    } else if (first instanceof Write.Update) {
      sets().update(text, of, updates(group), WriteBatches.union(updates(group)));
    } else {
      sets().delete(text, of, group.stream().map(Write.Delete.class::cast).toList());
    }
  }

  private SetWrites sets() {
    return Objects.requireNonNull(store.dialect().setWrites(), "sent in one trip as sets");
  }
}
