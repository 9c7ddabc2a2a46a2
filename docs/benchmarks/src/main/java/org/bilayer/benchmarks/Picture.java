package org.bilayer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ratios as a picture: a line for each workload, a dot for each rival, JDBC at 1. The scale is logarithmic, so that twice
 * as slow is as far from 1 as twice as fast.
 */
final class Picture {

  private static final Map<String, String> COLOURS =
      Map.of("MyBatis", "#b35900", "Jdbi", "#7a7a7a", "Bilayer", "#0b61a4");
  private static final double LEAST = 0.5;
  private static final double MOST = 8;
  private static final int LEFT = 230;
  private static final int WIDTH = 560;
  private static final int LINE = 24;

  private final Results results;
  private final StringBuilder svg = new StringBuilder();

  Picture(Results results) {
    this.results = results;
  }

  String svg() {
    int lines = Workload.values().length;
    int panel = (lines + 3) * LINE;
    int height = 2 * panel + 2 * LINE;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">",
        LEFT + WIDTH + 30, height);
    add("<title>Time of MyBatis, Jdbi and Bilayer as a multiple of raw JDBC</title>");
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    legend();
    panel("H2", "H2 in memory", 2 * LINE);
    panel("POSTGRESQL", "PostgreSQL", 2 * LINE + panel);
    add("</svg>");
    return svg.toString();
  }

  private void legend() {
    int x = LEFT;
    for (String rival : List.of("MyBatis", "Jdbi", "Bilayer")) {
      dot(x, LINE, rival);
      add("<text x=\"%d\" y=\"%d\">%s</text>", x + 12, LINE + 5, rival);
      x += 100;
    }
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"#555555\">times raw JDBC, left is faster</text>",
        x, LINE + 5);
  }

  private void panel(String product, String title, int top) {
    int bottom = top + LINE * (Workload.values().length + 1);
    add("<text x=\"12\" y=\"%d\" font-weight=\"bold\">%s</text>", top + 5, title);
    for (double mark = LEAST; mark <= MOST; mark *= 2) {
      boolean isOne = mark == 1;
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
          x(mark), top, x(mark), bottom - LINE / 2, isOne ? "#333333" : "#dddddd");
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
          x(mark), bottom + 3, mark < 1 ? "0.5" : String.valueOf((int) mark));
    }
    int y = top + LINE;
    for (Workload workload : Workload.values()) {
      add("<text x=\"12\" y=\"%d\">%s %s</text>", y + 5, workload, workload.title());
      for (String rival : List.of("MyBatis", "Jdbi", "Bilayer")) {
        String key = product + "/" + workload + "/" + rival + "/ratio";
        if (results.has(key)) {
          dot(x(results.get(key).median()), y, rival);
        }
      }
      y += LINE;
    }
  }

  private static double x(double ratio) {
    double within = Math.max(LEAST, Math.min(MOST, ratio));
    return LEFT + WIDTH * Math.log(within / LEAST) / Math.log(MOST / LEAST);
  }

  private void dot(double x, int y, String rival) {
    add(
        "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"%s\"/>",
        x, y, rival.equals("Bilayer") ? 6 : 5, COLOURS.getOrDefault(rival, "#000000"));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
