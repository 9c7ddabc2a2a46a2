package org.bilayer.testkit.rolling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilayer.testkit.rolling.EdgeRows.Edge;
import org.bilayer.testkit.verify.history.RowValues;

/** The rows at the edges that a release can add to a schema of its own, by table. */
final class Cases {

  /** The numbers of the rows that {@link #seed} adds lie below this one. */
  static final int FIRST_FREE = 300;

  /**
   * A row at an edge.
   *
   * @param offset decides which constants the row has
   */
  record Case(Edge edge, int offset) {

    @Override
    public String toString() {
      String name = edge.name().toLowerCase(Locale.ROOT);
      return edge == Edge.TYPICAL ? name + " " + offset : name;
    }
  }

  private final Map<String, List<Case>> byTable = new LinkedHashMap<>();

  private Cases() {}

  /**
   * Tries the rows of a release that has an empty schema for itself.
   *
   * @throws IllegalStateException if the release refuses every row of a table: it would pass without having done anything
   */
  static Cases of(Release alone) {
    var cases = new Cases();
    int number = 1;
    for (String table : alone.tables()) {
      var possible = new ArrayList<Case>();
      var refusals = new ArrayList<RuntimeException>();
      for (Case each : all(alone.rows(table).choices())) {
        try {
          alone.insert(table, row(alone, table, each, number++), alone);
          possible.add(each);
        } catch (RuntimeException refused) {
          // A rule of the release, or of its domain: no row of the release is like this one.
          refusals.add(refused);
        }
      }
      if (possible.isEmpty()) {
        throw nothingPossible(alone, table, refusals.get(0));
      }
      cases.byTable.put(table, possible);
    }
    return cases;
  }

  private static IllegalStateException nothingPossible(
      Release release, String table, RuntimeException refusal) {
    return new IllegalStateException(
        "The " + release.code().name().toLowerCase(Locale.ROOT)
            + " release refuses every row that was made up for "
            + table + ", so nothing would be tried there. The first refusal: "
            + Failed.text(refusal)
            + ". Let the attribute take made-up values in a model of the test, or leave the mapping out of both"
            + " models.",
        refusal);
  }

  private static List<Case> all(int choices) {
    var all = new ArrayList<Case>();
    for (int offset = 0; offset < choices; offset++) {
      all.add(new Case(Edge.TYPICAL, offset));
    }
    all.add(new Case(Edge.NULLS, 0));
    all.add(new Case(Edge.LONGEST, 0));
    return all;
  }

  List<Case> of(String table) {
    return byTable.getOrDefault(table, List.of());
  }

  /** A row whose key and unique values no row with another number has. */
  static RowValues row(Release release, String table, Case each, int number) {
    EdgeRows rows = release.rows(table);
    return rows.row(each.edge(), number * rows.choices() + each.offset(), release.targets());
  }

  /** Adds each possible row. */
  void seed(Release release) {
    int number = 1;
    for (String table : release.tables()) {
      for (Case each : of(table)) {
        release.insert(table, row(release, table, each, number++), release);
      }
    }
  }
}
