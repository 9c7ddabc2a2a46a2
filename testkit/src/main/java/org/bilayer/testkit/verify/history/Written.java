package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What the steps of a history write into one root's table, whatever became of it. Immutable.
 *
 * @param rows whole aggregates, in order
 * @param edits differences between two states
 */
public record Written(List<RowValues> rows, List<Edit> edits) {

  /** Copies the lists. */
  public Written {
    rows = List.copyOf(rows);
    edits = List.copyOf(edits);
  }

  /** What a history writes into a table. */
  public static Written of(History history, String table) {
    var rows = new ArrayList<RowValues>();
    var edits = new ArrayList<Edit>();
    for (Phase phase : history.phases()) {
      if (phase instanceof Phase.Unit unit) {
        unit.steps().forEach(step -> add(step, table, rows, edits));
      } else if (phase instanceof Phase.Interleaved interleaved) {
        for (Turn turn : interleaved.turns()) {
          if (turn.step() != null) {
            add(turn.step(), table, rows, edits);
          }
        }
      }
    }
    return new Written(rows, edits);
  }

  private static void add(Step step, String table, List<RowValues> rows, List<Edit> edits) {
    if (step instanceof Attempt attempt) {
      attempt.steps().forEach(each -> add(each, table, rows, edits));
    } else if (step.table().equals(table)) {
      if (step instanceof Writes.Put put) {
        rows.add(put.row());
      } else if (step instanceof Writes.PutAt put) {
        rows.add(put.row());
      } else if (step instanceof Writes.Change change) {
        edits.addAll(change.edits());
      }
    }
  }
}
