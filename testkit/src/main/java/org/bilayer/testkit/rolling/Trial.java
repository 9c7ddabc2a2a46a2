package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bilayer.store.Table;
import org.bilayer.testkit.rolling.Cases.Case;
import org.bilayer.testkit.rolling.EdgeRows.Edge;
import org.bilayer.testkit.rolling.Release.Seen;
import org.bilayer.testkit.rolling.RollingMatrix.Operation;
import org.bilayer.testkit.rolling.RollingMatrix.Step;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** Tries each operation of two releases on one schema, and lets each read what the other has written. */
final class Trial {

  private final RollingMatrix matrix;
  private final Step step;
  private final Release old;
  private final Release next;
  private final Cases oldCases;
  private final Cases nextCases;
  private int number;

  Trial(
      RollingMatrix matrix, Step step, Release old, Release next, Cases oldCases, Cases nextCases) {
    this.matrix = matrix;
    this.step = step;
    this.old = old;
    this.next = next;
    this.oldCases = oldCases;
    this.nextCases = nextCases;
    this.number = step == Step.EXPANDED ? Cases.FIRST_FREE : 2 * Cases.FIRST_FREE;
  }

  void run() {
    readBoth();
    work(old, next, oldCases);
    work(next, old, nextCases);
  }

  private void readBoth() {
    for (String table : next.tables()) {
      Map<String, Seen> found = attempted(next, Operation.READ, table, () -> next.read(table, old));
      if (old.has(table)) {
        Map<String, Seen> before =
            attempted(old, Operation.READ, table, () -> old.read(table, next));
        if (found != null && before != null && !found.equals(before)) {
          matrix.differed(
              step, next.code(), table + ", rows of old code: " + difference(before, found));
        }
      }
    }
    for (String table : old.tables()) {
      if (!next.has(table)) {
        attempted(old, Operation.READ, table, () -> old.read(table, next));
      }
    }
  }

  private void work(Release actor, Release reader, Cases cases) {
    for (String table : actor.tables()) {
      for (Case each : cases.of(table)) {
        number++;
        written(
            actor,
            reader,
            Operation.INSERT,
            table,
            each.toString(),
            () -> actor.insert(table, Cases.row(actor, table, each, number), reader));
      }
      if (!cases.of(table).isEmpty()) {
        duplicate(actor, reader, table, cases.of(table).get(0));
        change(actor, reader, table, cases.of(table));
        delete(actor, reader, table, cases.of(table).get(0));
      }
    }
  }

  private void duplicate(Release actor, Release reader, String table, Case typical) {
    written(actor, reader, Operation.INSERT_DUPLICATE, table, "", () -> {
      RowValues one = Cases.row(actor, table, typical, ++number);
      RowValues other = Cases.row(actor, table, typical, ++number);
      actor.insert(table, one, reader);
      return actor.insert(table, withAttributesOf(actor.mapping(table), other, one), reader);
    });
  }

  /** The row with the values of another one, but for keys and declared unique values. */
  private static RowValues withAttributesOf(
      MappingUnderTest<?, ?> mapping, RowValues row, RowValues other) {
    Table root = mapping.root();
    RowValues same = row;
    for (int i = 0; i < root.columns().size(); i++) {
      int place = i;
      boolean isDistinct = root.key().contains(i)
          || root.uniqueKeys().stream().anyMatch(key -> key.columns().contains(place));
      String column = root.columns().get(i).name();
      if (!isDistinct && other.values().containsKey(column)) {
        same = same.with(column, other.values().get(column));
      }
    }
    return same;
  }

  private void change(Release actor, Release reader, String table, List<Case> cases) {
    Map<String, Seen> known = attempted(
        actor,
        Operation.UPDATE,
        table + ", reading what to change",
        () -> actor.read(table, actor));
    if (known == null || known.isEmpty()) {
      return;
    }
    List<String> keys = List.copyOf(known.keySet());
    for (int i = 0; i < cases.size(); i++) {
      Case each = cases.get(i);
      String key = keys.get((i * 7 + 1) % keys.size());
      number++;
      written(
          actor,
          reader,
          Operation.UPDATE,
          table,
          "to " + each,
          () -> actor.update(table, key, Cases.row(actor, table, each, number), reader));
    }
  }

  private void delete(Release actor, Release reader, String table, Case typical) {
    var keys = new ArrayList<String>();
    for (Release writer : List.of(actor, reader)) {
      if (writer.has(table)) {
        number++;
        try {
          RowValues row =
              Cases.row(writer, table, new Case(Edge.TYPICAL, typical.offset()), number);
          writer.insert(table, row, actor);
          keys.add(writer.keyOf(table, row));
        } catch (RuntimeException e) {
          // the matrix says so already
        }
      }
    }
    for (String key : keys) {
      attempted(actor, Operation.DELETE, table, () -> {
        actor.delete(table, key);
        return key;
      });
    }
  }

  private void written(
      Release actor,
      Release reader,
      Operation operation,
      String table,
      String label,
      Supplier<Seen> write) {
    Seen seen = attempted(actor, operation, table + (label.isEmpty() ? "" : ", " + label), write);
    if (seen == null || !reader.has(table)) {
      return;
    }
    Map<String, Seen> found = attempted(
        reader,
        Operation.READ,
        table + " after " + actor.code().name().toLowerCase(Locale.ROOT) + " code has written it ("
            + label + ")",
        () -> reader.read(table, actor));
    if (found != null && !seen.equals(found.get(seen.key()))) {
      matrix.differed(
          step,
          reader.code(),
          table + ", a row of the other code: " + difference(seen, found.get(seen.key())));
    }
  }

  private <R> @Nullable R attempted(
      Release actor, Operation operation, String what, Supplier<R> attempt) {
    try {
      R result = attempt.get();
      matrix.succeeded(step, actor.code(), operation);
      return result;
    } catch (RuntimeException e) {
      matrix.failed(step, actor.code(), operation, what + ": " + Failed.text(e));
      return null;
    }
  }

  private static String difference(Map<String, Seen> expected, Map<String, Seen> found) {
    for (Map.Entry<String, Seen> entry : expected.entrySet()) {
      Seen other = found.get(entry.getKey());
      if (!entry.getValue().equals(other)) {
        return difference(entry.getValue(), other);
      }
    }
    return "there are more rows";
  }

  static String difference(Seen expected, @Nullable Seen found) {
    if (found == null) {
      return "row " + expected.key() + " is missing";
    }
    var columns = new ArrayList<String>();
    expected.values().forEach((column, value) -> {
      String other = found.values().get(column);
      if (!value.equals(other)) {
        columns.add(column + " of row " + expected.key() + " is " + other + " instead of " + value);
      }
    });
    return String.join(", ", columns);
  }
}
