package org.bilayer.testkit.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report for machines. Its shape is described on the page about the testkit. */
public final class ReportJson {

  private ReportJson() {}

  /** The report as JSON. */
  public static String of(Report report) {
    return JsonWriter.written(members(
        "version", Report.VERSION,
        "name", report.name(),
        "bilayer", report.bilayer(),
        "jvm", members("version", report.jvm(), "zone", report.zone()),
        "seeds", report.seeds(),
        "databases", report.databases().stream().map(ReportJson::database).toList(),
        "columns", report.columns().stream().map(ReportJson::column).toList(),
        "operators",
            report.operators().stream()
                .map(each -> members(
                    "operator", each.operator(), "group", each.group(), "count", each.count()))
                .toList(),
        "steps", report.steps(),
        "outcomes", report.outcomes(),
        "shares",
            report.shares().stream()
                .map(each -> members(
                    "dimension", each.dimension(),
                    "drawn", each.drawn(),
                    "possible", each.possible(),
                    "never", each.never()))
                .toList(),
        "constraints",
            report.constraints().stream()
                .map(each -> members(
                    "name", each.name(),
                    "table", each.table(),
                    "kind", each.kind(),
                    "state", each.breach().text(),
                    "failures", each.failures()))
                .toList(),
        "checks",
            report.checks().stream()
                .map(each -> members(
                    "name", each.name(),
                    "on", each.on(),
                    "outcome", each.outcome(),
                    "millis", each.millis()))
                .toList(),
        "skipped",
            report.skipped().stream()
                .map(each -> members("what", each.what(), "why", each.why()))
                .toList()));
  }

  private static Map<String, Object> database(Report.Database database) {
    Report.Server server = database.server();
    return members(
        "name", database.name(),
        "product", server.product(),
        "version", server.version(),
        "driver", server.driver(),
        "driverVersion", server.driverVersion(),
        "collation", server.collation(),
        "zone", server.zone(),
        "levels", database.levels(),
        "histories", database.histories(),
        "answers", database.answers(),
        "units", database.units(),
        "pairs", database.pairs(),
        "cutOff", database.cutOff());
  }

  private static Map<String, Object> column(Report.ColumnUse column) {
    List<Map<String, Object>> cases = column.cases().stream()
        .map(each -> members(
            "name", each.name(),
            "refused", each.refused(),
            "state", each.state().text(),
            "written", each.written(),
            "used", each.used()))
        .toList();
    return members(
        "table", column.table(),
        "column", column.column(),
        "type", column.type(),
        "group", column.group(),
        "values", column.origin().text(),
        "cases", cases);
  }

  private static Map<String, Object> members(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
