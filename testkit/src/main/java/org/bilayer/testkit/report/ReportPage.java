package org.bilayer.testkit.report;

import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for people: one page without anything from elsewhere. */
public final class ReportPage {

  private static final String STYLE = """
      body { font: 14px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2933;
        background: #fff; margin: 0 auto; max-width: 1180px; padding: 24px; }
      h1 { font-size: 22px; margin: 0; overflow-wrap: anywhere; }
      h2 { font-size: 17px; margin: 36px 0 4px; border-bottom: 1px solid #d9e0e7; padding-bottom: 4px; }
      h3 { font-size: 13px; margin: 18px 0 2px; color: #52606d; }
      p { margin: 4px 0 10px; color: #52606d; max-width: 900px; }
      .cards { display: flex; flex-wrap: wrap; gap: 12px; margin: 18px 0; }
      .card { border: 1px solid #d9e0e7; border-radius: 6px; padding: 8px 16px; min-width: 110px; }
      .card b { display: block; font-size: 20px; }
      .card span { color: #52606d; font-size: 12px; }
      .bad b { color: #b42318; }
      .maps { display: flex; flex-wrap: wrap; gap: 0 36px; align-items: flex-end; }
      .scroll { max-width: 100%; overflow-x: auto; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid #e7ecf1; vertical-align: top; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      svg { display: block; }
      svg text { font: 11px "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; fill: #3e4c59; }
      .s1 { fill: #d3e6f5; } .s2 { fill: #a3cbea; } .s3 { fill: #649fd3; } .s4 { fill: #2f74b5; } .s5 { fill: #14477c; }
      .never { fill: #fff; stroke: #d64545; stroke-width: 1.5; }
      .outside { fill: #e4e7eb; } .notasked { fill: #f5f7fa; stroke: #d9e0e7; }
      .bar { fill: #649fd3; } .red { fill: #d64545; } .grey { fill: #9aa5b1; }
      .legend { display: flex; flex-wrap: wrap; gap: 16px; align-items: center; font-size: 12px; color: #52606d; }
      .legend svg { display: inline-block; vertical-align: -3px; margin-right: 4px; }
      code { font: 12px "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
      """;

  private final Report report;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(Report report) {
    this.report = report;
  }

  /** The page. */
  public static String of(Report report) {
    var page = new ReportPage(report);
    page.write();
    return page.html.toString();
  }

  private void write() {
    String name = Html.escaped(report.name());
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .append("Verification of ")
        .append(name)
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(name)
        .append("</h1>\n");
    paragraph("What the verification of this model drew and compared. Bilayer " + report.bilayer()
        + ", Java " + report.jvm() + ", zone " + report.zone()
        + ". Names and counts only: no value of the application is on this page.");
    cards();
    databases();
    shares();
    edgeCases();
    operators();
    constraints();
    steps();
    checks();
    rest();
    html.append("</body>\n</html>\n");
  }

  private void cards() {
    long failed = report.checks().stream()
        .filter(check -> check.outcome().equals("failed"))
        .count();
    html.append("<div class=\"cards\">\n");
    card(ReportTable.number(report.answers()), "answers compared", false);
    card(ReportTable.number(report.histories()), "histories", false);
    card(ReportTable.number(report.cases(Report.State.DRAWN)), "edge cases drawn", false);
    card(ReportTable.number(report.cases(Report.State.NEVER)), "edge cases never", false);
    card(
        ReportTable.number(report.constraints(Report.Breach.BROKEN).size()),
        "constraints broken",
        false);
    card(
        ReportTable.number(report.constraints(Report.Breach.UNBROKEN).size()),
        "constraints never",
        false);
    card(ReportTable.number(failed), "checks failed", failed > 0);
    card(ReportTable.seconds(report.millis()), "in all checks", false);
    html.append("</div>\n");
  }

  private void card(String figure, String what, boolean bad) {
    html.append("<div class=\"card")
        .append(bad ? " bad" : "")
        .append("\"><b>")
        .append(figure)
        .append("</b><span>")
        .append(what)
        .append("</span></div>\n");
  }

  // --- databases ---

  private void databases() {
    title("Databases");
    html.append("<div class=\"scroll\"><table>\n");
    row(
        "th",
        List.of(
            "memory and",
            "driver",
            "collation",
            "zone",
            "levels offered",
            "histories",
            "answers",
            "units compared",
            "pairs of units",
            "cut off by an allowed difference"),
        5);
    for (Report.Database each : report.databases()) {
      Report.Server server = each.server();
      row(
          "td",
          List.of(
              (each.name() + ": " + server.product() + " " + server.version()).strip(),
              (server.driver() + " " + server.driverVersion()).strip(),
              server.collation(),
              server.zone(),
              String.join(", ", each.levels()),
              ReportTable.number(each.histories()),
              ReportTable.number(each.answers()),
              counts(each.units()),
              counts(each.pairs()),
              counts(each.cutOff())),
          5);
    }
    html.append("</table></div>\n");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(each -> ReportTable.number(each.getValue()) + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  private void row(String tag, List<String> cells, int numbersFrom) {
    html.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      boolean number = i == numbersFrom || i == numbersFrom + 1;
      html.append('<')
          .append(tag)
          .append(number ? " class=\"n\">" : ">")
          .append(Html.escaped(cells.get(i)))
          .append("</")
          .append(tag)
          .append('>');
    }
    html.append("</tr>\n");
  }

  // --- shares ---

  private void shares() {
    title("What was drawn of what is possible");
    paragraph(
        "By the dimensions of histories. The mapping and the databases make values of each possible.");
    html.append("<div class=\"scroll\"><table>\n");
    row("th", List.of("dimension", "drawn", "possible", "per cent", "never drawn"), 1);
    for (Report.Share each : report.shares()) {
      row(
          "td",
          List.of(
              each.dimension(),
              ReportTable.number(each.drawn()),
              ReportTable.number(each.possible()),
              each.percent() + (each.isSmall() ? " (too few to rely on)" : ""),
              String.join(", ", each.never())),
          1);
    }
    html.append("</table></div>\n");
  }

  // --- edge cases ---

  private void edgeCases() {
    title("Columns and edge cases");
    paragraph(
        "How often a value with that trait was handed in to be written, stood in a condition, or in a key that was"
            + " looked for. An exclamation mark is before what must be refused. Point at a cell for its figures.");
    legend();
    html.append("<div class=\"maps\">\n");
    for (String group : report.groups()) {
      List<Report.ColumnUse> columns = report.columns().stream()
          .filter(column -> column.group().equals(group) && !column.cases().isEmpty())
          .toList();
      if (!columns.isEmpty()) {
        html.append("<div class=\"scroll\">");
        heading(group);
        html.append(edgeCases(group, columns)).append("</div>\n");
      }
    }
    html.append("</div>\n");
    List<String> generated = report.columns().stream()
        .filter(column -> column.cases().isEmpty())
        .map(Report.ColumnUse::path)
        .toList();
    if (!generated.isEmpty()) {
      paragraph("Without edge cases, since a database generates the values: "
          + String.join(", ", generated) + ".");
    }
  }

  private static String edgeCases(String group, List<Report.ColumnUse> columns) {
    var names = new LinkedHashSet<String>();
    columns.forEach(column -> column.cases().stream()
        .filter(each -> !each.refused())
        .forEach(each -> names.add(label(each))));
    columns.forEach(column -> column.cases().forEach(each -> names.add(label(each))));
    List<String> all = List.copyOf(names);
    var map = new HeatMap(all);
    for (Report.ColumnUse column : columns) {
      var byName = new LinkedHashMap<String, Report.CaseUse>();
      column.cases().forEach(each -> byName.put(label(each), each));
      var cells = new ArrayList<HeatMap.Cell>();
      for (String name : all) {
        Report.CaseUse use = byName.get(name);
        cells.add(use == null ? new HeatMap.Cell(0, "", "") : cell(column, use));
      }
      map.add(new HeatMap.Row(column.path(), cells));
    }
    return map.svg("Edge cases of " + group);
  }

  private static String label(Report.CaseUse use) {
    return (use.refused() ? "! " : "") + use.name();
  }

  private static HeatMap.Cell cell(Report.ColumnUse column, Report.CaseUse use) {
    String style = switch (use.state()) {
      case DRAWN -> "";
      case NEVER -> "never";
      case OUTSIDE -> "outside";
      case NOT_ASKED -> "notasked";
    };
    return new HeatMap.Cell(
        use.written() + use.used(),
        style,
        column.path() + " " + column.type() + ", " + label(use) + ": "
            + use.state().text() + ", written " + use.written() + ", looked for " + use.used());
  }

  private void legend() {
    html.append("<div class=\"legend\">");
    String[] texts = {"1 to 3", "to 15", "to 63", "to 255", "more"};
    for (int i = 0; i < texts.length; i++) {
      sample("s" + (i + 1), texts[i]);
    }
    sample("never", "never");
    sample("outside", "the domain type refuses it");
    sample("notasked", "values come from the test or from what is referred to");
    html.append("</div>\n");
  }

  private void sample(String style, String text) {
    html.append("<span><svg width=\"20\" height=\"14\"><rect class=\"")
        .append(style)
        .append("\" x=\"1\" y=\"1\" width=\"18\" height=\"12\" rx=\"2\"/></svg>")
        .append(text)
        .append("</span>");
  }

  // --- operators ---

  private void operators() {
    title("Operators and types");
    paragraph(
        "What was asked, by the types of the columns it was asked about. Blank is what that type does not have.");
    Table<String, String, Report.OperatorUse> uses = report.operators().stream()
        .collect(ImmutableTable.toImmutableTable(
            Report.OperatorUse::operator, Report.OperatorUse::group, use -> use));
    List<String> columns = report.groups().stream().filter(uses::containsColumn).toList();
    var map = new HeatMap(columns);
    uses.rowKeySet().forEach(operator -> {
      var cells = new ArrayList<HeatMap.Cell>();
      for (String group : columns) {
        Report.OperatorUse use = uses.get(operator, group);
        cells.add(
            use == null
                ? new HeatMap.Cell(0, "", "")
                : new HeatMap.Cell(
                    use.count(),
                    use.count() == 0 ? "never" : "",
                    operator + " on " + group + ": " + use.count()));
      }
      map.add(new HeatMap.Row(operator, cells));
    });
    html.append("<div class=\"scroll\">")
        .append(map.svg("Operators by types of columns"))
        .append("</div>\n");
  }

  // --- constraints, steps, checks ---

  private void constraints() {
    title("Constraints");
    paragraph(
        "How often a failure that names the constraint was the same in memory and in the database.");
    var bars = new Bars();
    report.constraints(Report.Breach.BROKEN).stream()
        .sorted((left, right) -> Long.compare(right.total(), left.total()))
        .forEach(each -> bars.add(
            each.name(), each.total(), each.kind() + ": " + counts(each.failures()), "bar"));
    html.append("<div class=\"scroll\">")
        .append(bars.svg("Failures by constraint"))
        .append("</div>\n");
    names("Never broken", Report.Breach.UNBROKEN);
    names("Not breakable through the mapping", Report.Breach.UNBREAKABLE);
  }

  private void names(String what, Report.Breach breach) {
    List<Report.ConstraintUse> constraints = report.constraints(breach);
    if (constraints.isEmpty()) {
      return;
    }
    heading(what + " (" + constraints.size() + ")");
    html.append("<p>");
    html.append(constraints.stream()
        .map(each -> "<code>" + Html.escaped(each.name()) + "</code>")
        .collect(Collectors.joining(", ")));
    html.append("</p>\n");
  }

  private void steps() {
    title("Steps and answers");
    var steps = new Bars();
    addAll(steps, report.steps());
    heading("What was done");
    html.append("<div class=\"scroll\">").append(steps.svg("Steps")).append("</div>\n");
    var outcomes = new Bars();
    addAll(outcomes, report.outcomes());
    heading("What came of it");
    html.append("<div class=\"scroll\">")
        .append(outcomes.svg("Answers and failures"))
        .append("</div>\n");
  }

  private static void addAll(Bars bars, Map<String, Long> counts) {
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(each ->
            bars.add(each.getKey(), each.getValue(), ReportTable.number(each.getValue()), "bar"));
  }

  private void checks() {
    title("Checks, the slowest first");
    var bars = new Bars();
    for (Report.Check each : report.slowest()) {
      bars.add(
          each.name() + (each.on().isEmpty() ? "" : ", " + each.on()),
          each.millis(),
          ReportTable.seconds(each.millis())
              + (each.outcome().equals("passed") ? "" : " " + each.outcome()),
          switch (each.outcome()) {
            case "passed" -> "bar";
            case "failed" -> "red";
            default -> "grey";
          });
    }
    html.append("<div class=\"scroll\">").append(bars.svg("Time of each check")).append("</div>\n");
  }

  private void rest() {
    if (!report.skipped().isEmpty()) {
      title("Skipped");
      html.append("<table>\n");
      report.skipped().forEach(each -> row("td", List.of(each.what(), each.why()), -9));
      html.append("</table>\n");
    }
    title("Seeds");
    paragraph("-Dbilayer.seed= takes one again, for all checks.");
    html.append("<table>\n");
    report.seeds().forEach((what, seed) -> row("td", List.of(what, String.valueOf(seed)), -9));
    html.append("</table>\n");
  }

  private void title(String text) {
    html.append("<h2>").append(Html.escaped(text)).append("</h2>\n");
  }

  private void heading(String text) {
    html.append("<h3>").append(Html.escaped(text)).append("</h3>\n");
  }

  private void paragraph(String text) {
    html.append("<p>").append(Html.escaped(text)).append("</p>\n");
  }
}
