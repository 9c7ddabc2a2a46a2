package org.bilayer.testkit.rolling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilayer.failure.ConflictException;
import org.bilayer.testkit.rolling.Cases.Case;
import org.bilayer.testkit.rolling.Release.Seen;
import org.bilayer.testkit.rolling.RollingMatrix.Code;
import org.bilayer.testkit.verify.history.RowValues;

/** Performs drawn operations of two releases on one schema, and compares what both read after each. */
final class DrawnRun {

  private final Release old;
  private final Release next;
  private final Cases oldCases;
  private final Cases nextCases;
  private int refused;

  DrawnRun(Release old, Release next, Cases oldCases, Cases nextCases) {
    this.old = old;
    this.next = next;
    this.oldCases = oldCases;
    this.nextCases = nextCases;
  }

  /**
   * A difference.
   *
   * @param kind tells one fault from another, so that a shorter series shows the same
   */
  record Found(String kind, String text) {}

  /** How many late updates were refused, as they must be. */
  int refused() {
    return refused;
  }

  /** What differs first. */
  Optional<Found> run(List<DrawnOperation> operations) {
    List<String> shared = next.tables().stream().filter(old::has).toList();
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    for (DrawnOperation operation : operations) {
      String table = shared.get(operation.table() % shared.size());
      try {
        Optional<String> difference = run(operation, table);
        if (difference.isPresent()) {
          return Optional.of(new Found(
              operation.kind() + " difference",
              operation + " in " + table + ": " + difference.get()));
        }
      } catch (RuntimeException e) {
        return Optional.of(new Found(
            operation.kind() + " " + e.getClass().getName(),
            operation + " in " + table + ": " + Failed.text(e)));
      }
    }
    return Optional.empty();
  }

  private Optional<String> run(DrawnOperation operation, String table) {
    boolean isOld = operation.code() == Code.OLD;
    Release actor = isOld ? old : next;
    Release other = isOld ? next : old;
    List<Case> cases = (isOld ? oldCases : nextCases).of(table);
    if (cases.isEmpty()) {
      return Optional.empty();
    }
    int number = Cases.FIRST_FREE + operation.number();
    RowValues row = Cases.row(actor, table, cases.get(operation.row() % cases.size()), number);
    var expected = new TreeMap<>(actor.read(table, other));
    List<String> keys = List.copyOf(expected.keySet());
    if (operation.kind() == DrawnOperation.Kind.INSERT || keys.isEmpty()) {
      put(expected, actor.insert(table, row, other));
    } else {
      String key = keys.get(operation.row() % keys.size());
      switch (operation.kind()) {
        case DELETE -> {
          // What others refer to stays: removal takes a row that was just added.
          actor.insert(table, row, other);
          actor.delete(table, actor.keyOf(table, row));
        }
        case LATE_UPDATE -> {
          if (!isRefused(actor, other, table, key, row)) {
            return Optional.of(
                "the update wins although the other code has changed the row since it was"
                    + " read; the change of the other code is lost");
          }
          expected = new TreeMap<>(actor.read(table, other));
        }
        default -> put(expected, actor.update(table, key, row, other));
      }
    }
    return difference(expected, other.read(table, actor));
  }

  private static void put(Map<String, Seen> expected, Seen written) {
    expected.put(written.key(), written);
  }

  /** Whether the update fails, or could not be tried since one of the releases had nothing to change. */
  private boolean isRefused(Release actor, Release other, String table, String key, RowValues row) {
    List<Case> cases = (other == old ? oldCases : nextCases).of(table);
    if (cases.isEmpty()) {
      return true;
    }
    var isChanged = new boolean[1];
    try {
      boolean isWritten = actor.updateLate(table, key, row, () -> {
        Map<String, Seen> before = other.read(table, other);
        other.update(
            table,
            key,
            Cases.row(other, table, cases.get(cases.size() - 1), Cases.FIRST_FREE - 1),
            other);
        isChanged[0] = !before.equals(other.read(table, other));
      });
      return !isWritten || !isChanged[0];
    } catch (ConflictException e) {
      if (!isChanged[0]) {
        throw e; // the other release had no reason to fail
      }
      refused++;
      return true;
    }
  }

  private static Optional<String> difference(Map<String, Seen> expected, Map<String, Seen> found) {
    for (Map.Entry<String, Seen> entry : expected.entrySet()) {
      Seen other = found.get(entry.getKey());
      if (!entry.getValue().equals(other)) {
        return Optional.of(Trial.difference(entry.getValue(), other));
      }
    }
    return found.size() == expected.size() ? Optional.empty() : Optional.of("there are more rows");
  }
}
