package org.bilayer.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilayer.benchmarks.Turns.Spread;

/** The tables of the page, each between markers {@code <!-- measured: name -->} and {@code <!-- end -->}. */
final class Page {

  private static final List<String> RIVALS = List.of("MyBatis", "Jdbi", "Bilayer");
  private static final List<String> SIZES = List.of("1000", "10000", "100000", "1000000");

  private final Results results;

  Page(Results results) {
    this.results = results;
  }

  /** The tables that there are numbers for, by name. */
  Map<String, String> tables() {
    var tables = new LinkedHashMap<String, String>();
    for (String product : List.of("H2", "POSTGRESQL")) {
      if (results.hasAny(product + "/")) {
        tables.put(product.toLowerCase(Locale.ROOT), ratios(product));
      }
    }
    if (results.hasAny("memory/")) {
      tables.put("memory", memory());
      tables.put("sizes", sizes());
      tables.put("threads", threads());
    }
    if (results.hasAny("growth/")) {
      tables.put("growth", growth());
    }
    if (results.hasAny("cold/")) {
      tables.put("cold", cold());
    }
    if (results.hasAny("first/")) {
      tables.put("first", first());
    }
    if (results.hasAny("stream/")) {
      tables.put("stream", stream());
    }
    if (results.hasAny("weight/")) {
      tables.put("weight", weight());
    }
    tables.put("machine", machine());
    return tables;
  }

  /**
   * A page with these tables in place of those it had.
   *
   * @throws IllegalArgumentException if it has no place for one
   */
  String writtenInto(String page) {
    String written = page;
    for (Map.Entry<String, String> table : tables().entrySet()) {
      String begin = "<!-- measured: " + table.getKey() + " -->";
      int from = written.indexOf(begin);
      int to = written.indexOf("<!-- end -->", from);
      if (from < 0 || to < 0) {
        throw new IllegalArgumentException("The page has no place for " + table.getKey());
      }
      written = written.substring(0, from + begin.length()) + "\n\n" + table.getValue() + "\n"
          + written.substring(to);
    }
    return written;
  }

  private String ratios(String product) {
    var table = new Table("", "JDBC", "MyBatis", "Jdbi", "**Bilayer**");
    for (Workload workload : Workload.values()) {
      String key = product + "/" + workload + "/";
      if (!results.has(key + "JDBC/time")) {
        continue;
      }
      var cells = new ArrayList<String>();
      cells.add(label(workload));
      cells.add(time(results.get(key + "JDBC/time").median()));
      for (String rival : RIVALS) {
        String ratio =
            results.has(key + rival + "/ratio") ? ratio(results.get(key + rival + "/ratio")) : "";
        cells.add(ratio);
      }
      table.row(cells);
    }
    return table.text();
  }

  private static String label(Workload workload) {
    return workload + " " + workload.title();
  }

  private String memory() {
    var table = new Table(
        "100,000 rows", "H2 by JDBC", "Bilayer", "times faster", "with 1,000 rows", "over a map");
    for (Workload workload : Workload.values()) {
      String key = "memory/" + workload + "/";
      if (!results.has(key + "Bilayer/time")) {
        continue;
      }
      Spread ratio = results.get(key + "Bilayer/ratio");
      String small = "small/" + workload + "/Bilayer/ratio";
      String map = "map/" + workload + "/Bilayer/ratio";
      table.row(List.of(
          label(workload),
          time(results.get(key + "JDBC/time").median()),
          time(results.get(key + "Bilayer/time").median()),
          format("%.1f", 1 / ratio.median()),
          results.has(small) ? format("%.1f", 1 / results.get(small).median()) : "",
          results.has(map) ? format("%.1f", results.get(map).median()) : ""));
    }
    return table.text();
  }

  private String sizes() {
    var table = new Table("rows", "1,000", "10,000", "100,000", "1,000,000", "growth");
    for (Workload workload : Workload.values()) {
      var cells = new ArrayList<String>();
      cells.add(label(workload));
      for (String size : SIZES) {
        String key = "size/" + workload + "/" + size + "/time";
        cells.add(results.has(key) ? time(results.get(key).median()) : "");
      }
      String growth = "size/" + workload + "/1000000/ratio";
      if (results.has(growth)) {
        cells.add(format("%.1f", results.get(growth).median()));
        table.row(cells);
      }
    }
    return table.text();
  }

  private String growth() {
    var table = new Table(
        "time for one object, in a unit of",
        "memory, 100",
        "1,000",
        "10,000",
        "100,000",
        "growth",
        "H2, 100",
        "1,000",
        "10,000",
        "100,000",
        "growth");
    for (Growth growth : Growth.values()) {
      var cells = new ArrayList<String>();
      cells.add(growth.title());
      for (String backend : List.of("memory", "H2")) {
        String key = "growth/" + backend + "/" + growth + "/";
        for (int size : GrowthRun.SIZES) {
          cells.add(results.has(key + size) ? time(results.get(key + size).median()) : "");
        }
        cells.add(
            results.has(key + 1_000) && results.has(key + 100_000)
                ? format(
                    "%.1f",
                    results.get(key + 100_000).median()
                        / results.get(key + 1_000).median())
                : "");
      }
      if (cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
        table.row(cells);
      }
    }
    return table.text();
  }

  private String threads() {
    var table = new Table("two threads do", "times the work of one");
    for (Workload workload : Workload.values()) {
      String key = "threads/" + workload + "/Bilayer/gain";
      if (results.has(key)) {
        table.row(List.of(label(workload), ratio(results.get(key))));
      }
    }
    return table.text();
  }

  private String cold() {
    var table = new Table("", "from start to end", "over an empty program", "peak memory");
    double empty = results.get("cold/EmptyStart/time").median();
    for (String program : ColdRun.PROGRAMS) {
      double time = results.get("cold/" + program + "/time").median();
      table.row(List.of(
          switch (program) {
            case "EmptyStart" -> "empty program";
            case "JdbcStart" -> "H2 by JDBC";
            case "MyBatisStart" -> "H2 by MyBatis";
            case "BilayerStart" -> "**H2 by Bilayer**";
            default -> "**memory by Bilayer**";
          },
          time(time),
          time(time - empty),
          format("%.0f MB", results.get("cold/" + program + "/peak").median() / 1024)));
    }
    return table.text() + "\nBilayer over MyBatis: "
        + ratio(results.get("cold/BilayerStart/toMyBatisStart")) + "; over JDBC: "
        + ratio(results.get("cold/BilayerStart/toJdbcStart")) + "; MyBatis over JDBC: "
        + ratio(results.get("cold/MyBatisStart/toJdbcStart")) + ".\n";
  }

  private String first() {
    var header = new ArrayList<String>(List.of(""));
    int from = 0;
    for (int to : FirstSeconds.SPANS) {
      header.add("W1, second " + from + " to " + to);
      from = to;
    }
    from = 0;
    for (int to : FirstSeconds.SPANS) {
      header.add("W2, second " + from + " to " + to);
      from = to;
    }
    var table = new Table(header.toArray(String[]::new));
    for (String name : List.of("JDBC", "MyBatis", "Bilayer", "memory")) {
      var cells = new ArrayList<String>();
      cells.add(
          name.equals("memory")
              ? "**Bilayer, memory**"
              : name.equals("Bilayer") ? "**Bilayer, H2**" : name + ", H2");
      for (String workload : List.of("W1", "W2")) {
        from = 0;
        for (int to : FirstSeconds.SPANS) {
          String key = "first/" + workload + "/" + name + "/" + from + "-" + to;
          cells.add(results.has(key) ? time(results.get(key).median()) : "");
          from = to;
        }
      }
      table.row(cells);
    }
    return table.text();
  }

  private String stream() {
    return format(
        "%,.0f rows of PostgreSQL with a heap of %.0f MB: done in %s, at most %.0f MB in use at once.%n",
        results.get("stream/rows").median(),
        results.get("stream/heapMost").median() / 1024 / 1024,
        time(results.get("stream/nanos").median()),
        results.get("stream/heapPeak").median() / 1024 / 1024);
  }

  private String weight() {
    var table = new Table("beside the driver", "jars", "KB");
    for (String name : List.of(
        "MyBatis",
        "Jdbi",
        "Bilayer on SQL",
        "of it beside MyBatis",
        "of it Bilayer's own",
        "Bilayer in memory")) {
      String key = "weight/" + name.replace(' ', '_');
      table.row(List.of(
          name,
          format("%.0f", results.get(key + "/jars").median()),
          format("%,.0f", results.get(key + "/bytes").median() / 1024)));
    }
    return table.text();
  }

  private String machine() {
    Runtime runtime = Runtime.getRuntime();
    var os = ManagementFactory.getOperatingSystemMXBean();
    var facts = new ArrayList<String>();
    facts.add(runtime.availableProcessors() + " processors, " + os.getName() + " " + os.getArch());
    facts.add("Java " + System.getProperty("java.vm.version"));
    for (String product : List.of("H2", "POSTGRESQL")) {
      if (!results.fact(product + "/version").isEmpty()) {
        facts.add(results.fact(product + "/version"));
      }
    }
    facts.add(format("load while measuring ended %.1f", os.getSystemLoadAverage()));
    return String.join("; ", facts) + ".\n";
  }

  /** A ratio, with its middle half where that is wide. */
  private static String ratio(Spread spread) {
    boolean isWide = spread.high() - spread.low() > 0.1 * spread.median();
    return isWide
        ? format("%.2f (%.2f-%.2f)", spread.median(), spread.low(), spread.high())
        : format("%.2f", spread.median());
  }

  private static String time(double nanos) {
    if (nanos < 1_000) {
      return format("%.0f ns", nanos);
    }
    if (nanos < 1_000_000) {
      return format(nanos < 100_000 ? "%.1f us" : "%.0f us", nanos / 1_000);
    }
    return format(nanos < 100_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1_000_000);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Rows of cells as Markdown. */
  private static final class Table {

    private final StringBuilder text = new StringBuilder();

    Table(String... header) {
      row(List.of(header));
      text.append("|---".repeat(header.length)).append("|\n");
    }

    void row(List<String> cells) {
      text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    String text() {
      return text.toString();
    }
  }
}
