package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.ibatis.mapping.MappedStatement;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.CheckedWrites;
import org.bilayer.mybatis.internal.dialect.CheckedWrites.Missed;
import org.bilayer.mybatis.internal.statement.CommitArguments;
import org.bilayer.mybatis.internal.statement.GroupAnswer;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the last writes of a unit of work and COMMIT in one trip. One thread at a time. */
final class OneTripCommit {

  /*
   * COMMIT is sent in the same trip, therefore the client cannot check a count before the COMMIT. Each statement
   * fails by itself if its count is wrong, and the server then skips the following statements (decision 0025).
   */

  private static final Logger LOG = LoggerFactory.getLogger(OneTripCommit.class);

  private final UnitContext unit;
  private final UnitStatements statements;
  private final FlushText flushText;

  OneTripCommit(UnitContext unit, UnitStatements statements, FlushText flushText) {
    this.unit = unit;
    this.statements = statements;
    this.flushText = flushText;
  }

  /** Whether COMMIT can be part of the trip, and the saved trip is worth the cost. */
  boolean canWrite(List<Write> writes) {
    CheckedWrites checked = unit.store().dialect().checkedWrites();
    return checked != null
        && writes.size() <= checked.rowsMax()
        && FlushText.areOneStatementEach(writes);
  }

  /** Executes the writes, and commits if each write affected one row. Otherwise the transaction is rolled back. */
  int[] write(List<Write> writes) {
    CheckedWrites checked =
        Objects.requireNonNull(unit.store().dialect().checkedWrites(), "asked for before");
    BoundText text = unit.store().newText();
    var starts = new ArrayList<Integer>();
    for (int from = 0, to; from < writes.size(); from = to) {
      to = FlushText.endOfPart(writes, from);
      List<Write> group = writes.subList(from, to);
      checked.begin(text);
      flushText.append(text, group);
      if (!FlushText.returnsPositions(group)) {
        text.append(" RETURNING 1");
      }
      checked.end(text, starts.size(), to - from);
      text.append(";");
      starts.add(from);
    }
    text.append("COMMIT");
    Optional<Missed> missed = executeAndCommit(writes.get(0).table(), text, checked);
    var counts = new int[writes.size()];
    if (missed.isEmpty()) {
      Arrays.fill(counts, 1);
    } else {
      count(missed.get(), writes, starts.get(missed.get().part()), counts);
    }
    return counts;
  }

  /**
   * Counts the affected rows up to the statement that missed rows. The server did not execute the following
   * statements.
   */
  private static void count(Missed missed, List<Write> writes, int from, int[] counts) {
    List<Write> group = writes.subList(from, FlushText.endOfPart(writes, from));
    if (group.size() > 1 && !FlushText.returnsPositions(group)) {
      throw GroupAnswer.missingRows(group.get(0).table().name(), missed.met().size(), group.size());
    }
    Arrays.fill(counts, 0, from, 1);
    missed.met().forEach(place -> counts[from + place - 1]++);
  }

  /**
   * Executes writes that fail by themselves, followed by COMMIT, in one trip.
   *
   * @param first the table of the first write
   * @param text ends with COMMIT
   * @return the write that missed rows; empty if all writes are committed
   */
  private Optional<Missed> executeAndCommit(Table first, BoundText text, CheckedWrites checked) {
    MappedStatement statement =
        unit.store().statements().of(first).withText(Verb.COMMIT, text.sql());
    CommitArguments arguments =
        Objects.requireNonNull(unit.runWithoutAnswer(first, statement.getId(), () -> {
          unit.closeStreams();
          return new CommitArguments(
              unit.connection().takeBeginSql(), text.handlers(), text.values());
        }));
    try {
      statements.send(statement, arguments);
    } catch (Throwable e) {
      if (!arguments.isAnswered()) {
        return missed(e, arguments.isSent(), first, statement.getId(), checked);
      }
      LOG.warn("A step after a commit failed. The unit of work stays committed", e);
    }
    unit.end();
    unit.connection().committed();
    return Optional.empty();
  }

  private Optional<Missed> missed(
      Throwable thrown, boolean isSent, Table first, String what, CheckedWrites checked) {
    if (thrown instanceof Error error) {
      throw error;
    }
    SQLException error = Failures.sqlException(thrown);
    Optional<Missed> missed = error == null ? Optional.empty() : checked.missed(error);
    if (missed.isEmpty()) {
      throw notCommitted(thrown, isSent, first, what);
    }
    unit.run(null, "ROLLBACK", unit.connection()::undo);
    return missed;
  }

  private DataException notCommitted(Throwable thrown, boolean isSent, Table first, String what) {
    if (!isSent) {
      return unit.failure(thrown, first, what);
    }
    DataException failure = unit.connection().notCommitted(thrown, first, what);
    unit.connection().failed(thrown);
    if (failure instanceof CommitUnknownException) {
      unit.end();
      unit.connection().discard(failure);
    }
    return failure;
  }
}
