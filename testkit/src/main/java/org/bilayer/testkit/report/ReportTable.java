package org.bilayer.testkit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for the console: short, whatever the model. */
public final class ReportTable {

  private static final int NAMED_MAX = 6;

  private ReportTable() {}

  /** The table, its lines ended by a line feed each. */
  public static String of(Report report) {
    var text = new StringBuilder();
    long passed = report.checks().stream()
        .filter(check -> check.outcome().equals("passed"))
        .count();
    text.append(String.format(
        Locale.ROOT,
        "Verification of %s: %d of %d checks passed, %s answers of %s histories compared, %s%n",
        report.name(),
        passed,
        report.checks().size(),
        number(report.answers()),
        number(report.histories()),
        seconds(report.millis())));
    databases(report, text);
    line(
        text,
        "edge cases",
        number(report.cases(Report.State.DRAWN)) + " drawn of "
            + report.columns().size() + " columns, " + report.cases(Report.State.NEVER)
            + " never, " + report.cases(Report.State.OUTSIDE) + " outside of the domain");
    line(
        text,
        "operators",
        report.operatorsUsed() + " of " + report.operators().size()
            + " pairs of an operator and a type of column were used");
    shares(report, text);
    line(text, "steps", counts(report.steps()));
    line(text, "failures", counts(failures(report)));
    constraints(report, text);
    line(
        text,
        "slowest",
        report.slowest().stream()
            .limit(2)
            .map(check -> check.name()
                + (check.on().isEmpty() ? "" : " (" + check.on() + ")") + " "
                + seconds(check.millis()))
            .collect(Collectors.joining(", ")));
    for (Report.Skipped each : report.skipped()) {
      line(text, "skipped", each.what() + ": " + each.why());
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static void databases(Report report, StringBuilder text) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("memory and", "histories", "answers", "cut off", "pairs of units at"));
    for (Report.Database each : report.databases()) {
      rows.add(List.of(
          label(each),
          number(each.histories()),
          number(each.answers()),
          number(each.cutOffs()),
          each.pairs().isEmpty() ? "-" : String.join(", ", each.pairs().keySet())));
    }
    int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    for (List<String> row : rows) {
      text.append(String.format(
          Locale.ROOT,
          "  %-" + width + "s %10s %9s %8s  %s%n",
          row.get(0),
          row.get(1),
          row.get(2),
          row.get(3),
          row.get(4)));
    }
  }

  private static void shares(Report report, StringBuilder text) {
    if (report.shares().isEmpty()) {
      return;
    }
    line(
        text,
        "drawn",
        report.shares().stream()
                .map(share -> share.percent() + "% of " + share.dimension())
                .collect(Collectors.joining(", "))
            + " that the model makes possible");
    for (Report.Share share : report.shares()) {
      if (share.isSmall()) {
        line(
            text,
            "WARNING",
            "only " + share.drawn() + " of " + share.possible() + " " + share.dimension()
                + " were drawn. Compare more answers, by -Dbilayer.operations= or"
                + " Verification.operations(...). Never drawn: " + some(share.never()));
      }
    }
  }

  private static String some(List<String> names) {
    return names.stream().limit(NAMED_MAX).collect(Collectors.joining(", "))
        + (names.size() > NAMED_MAX ? ", ..." : "");
  }

  /** Product and version, as far as they are known. */
  static String label(Report.Database database) {
    Report.Server server = database.server();
    return server.product().isEmpty()
        ? database.name()
        : (server.product() + " " + number(server.version())).strip();
  }

  /** Without what distributions add to a version. */
  private static String number(String version) {
    return version.replaceFirst("[^0-9.].*", "");
  }

  private static Map<String, Long> failures(Report report) {
    return report.outcomes().entrySet().stream()
        .filter(each -> !each.getKey().equals("answer"))
        .collect(Collectors.toMap(
            Map.Entry::getKey, Map.Entry::getValue, Long::sum, java.util.LinkedHashMap::new));
  }

  private static void constraints(Report report, StringBuilder text) {
    List<Report.ConstraintUse> unbroken = report.constraints(Report.Breach.UNBROKEN);
    List<Report.ConstraintUse> unbreakable = report.constraints(Report.Breach.UNBREAKABLE);
    line(
        text,
        "constraints",
        report.constraints(Report.Breach.BROKEN).size() + " broken, " + unbroken.size()
            + " never" + (unbroken.isEmpty() ? "" : " (" + names(unbroken) + ")")
            + (unbreakable.isEmpty()
                ? ""
                : ", " + unbreakable.size() + " not breakable through the mapping"));
  }

  private static String names(List<Report.ConstraintUse> constraints) {
    return constraints.stream()
            .limit(NAMED_MAX)
            .map(Report.ConstraintUse::name)
            .collect(Collectors.joining(", "))
        + (constraints.size() > NAMED_MAX ? ", ..." : "");
  }

  /** The most frequent first. */
  private static String counts(Map<String, Long> counts) {
    String text = counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(NAMED_MAX)
        .map(each -> number(each.getValue()) + " " + each.getKey())
        .collect(Collectors.joining(", "));
    return counts.isEmpty()
        ? "none"
        : text
            + (counts.size() > NAMED_MAX
                ? ", " + (counts.size() - NAMED_MAX) + " other kinds"
                : "");
  }

  private static void line(StringBuilder text, String what, String words) {
    text.append(String.format(Locale.ROOT, "  %-12s %s%n", what, words.replace('\n', ' ')));
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }
}
