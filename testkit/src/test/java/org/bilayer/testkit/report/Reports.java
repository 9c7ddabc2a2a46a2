package org.bilayer.testkit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports that were never measured. */
final class Reports {

  private Reports() {}

  /** One of a class of that name, with so many columns. */
  static Report of(String name, int columns) {
    var uses = new ArrayList<Report.ColumnUse>();
    for (int i = 0; i < columns; i++) {
      uses.add(new Report.ColumnUse(
          "person",
          "name_" + i,
          "text(" + (i + 1) + ")",
          "text",
          Report.Origin.DRAWN,
          List.of(
              new Report.CaseUse("empty", false, Report.State.DRAWN, 2 + i, 1),
              new Report.CaseUse("emoji", false, Report.State.NEVER, 0, 0),
              new Report.CaseUse("too long", true, Report.State.OUTSIDE, 0, 0))));
    }
    return new Report(
        name,
        "1.2.3",
        "17",
        "UTC",
        Map.of("histories on h2", 7L),
        List.of(new Report.Database(
            "h2",
            new Report.Server("H2", "2.5 (today)", "driver", "2.5", "", "UTC"),
            List.of("read committed", "snapshot"),
            3,
            1_234,
            Map.of("snapshot", 9L),
            Map.of("snapshot", 2L),
            Map.of("several broken rules", 1L))),
        List.of("text"),
        uses,
        List.of(new Report.OperatorUse("<", "text", 5), new Report.OperatorUse("in", "text", 0)),
        counts("add", 40L, "commit", 20L),
        counts("answer", 50L, "UniqueViolation", 10L),
        List.of(
            new Report.Share("steps", 4, 5, List.of("flush")),
            new Report.Share("units", 3, 4, List.of("read only at snapshot"))),
        List.of(
            new Report.ConstraintUse(
                "person_pkey", "person", "primary key", Report.Breach.BROKEN, Map.of("h2", 10L)),
            new Report.ConstraintUse(
                "person_name_key", "person", "unique key", Report.Breach.UNBROKEN, Map.of()),
            new Report.ConstraintUse(
                "person_name_not_null", "person", "not null", Report.Breach.UNBREAKABLE, Map.of())),
        List.of(
            new Report.Check("mappings", "", "passed", 40),
            new Report.Check("histories", "h2", "passed", 2_500),
            new Report.Check("histories", "mariadb", "skipped", 1)),
        List.of(new Report.Skipped("mariadb", "it is not available")));
  }

  private static Map<String, Long> counts(
      String first, long firstCount, String second, long secondCount) {
    var counts = new LinkedHashMap<String, Long>();
    counts.put(first, firstCount);
    counts.put(second, secondCount);
    return counts;
  }
}
