package org.bilayer.testkit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture of counts in rows and columns: the darker, the more. One thread. */
final class HeatMap {

  private static final int CELL_WIDTH = 22;
  private static final int CELL_HEIGHT = 16;
  private static final double LETTER_WIDTH = 6.4;
  private static final int DARKEST = 5;

  /**
   * One cell.
   *
   * @param style of the page; empty for one whose colour tells its count
   */
  record Cell(long count, String style, String title) {}

  /** One row; a cell without a title is left blank. */
  record Row(String label, List<Cell> cells) {}

  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  HeatMap(List<String> columns) {
    this.columns = columns;
  }

  void add(Row row) {
    rows.add(row);
  }

  /** 1 for a few, the darkest for 1,000 and more. */
  static int shade(long count) {
    int shade = 1;
    for (long bound = 4; shade < DARKEST && count >= bound; bound *= 4) {
      shade++;
    }
    return shade;
  }

  /** The picture as SVG. */
  String svg(String label) {
    int left = width(rows.stream().map(Row::label).toList());
    int top = (int) (0.8 * width(columns)) + 6;
    int width = left + columns.size() * CELL_WIDTH + (int) (0.65 * width(columns)) + 8;
    int height = top + rows.size() * CELL_HEIGHT + 4;
    var svg = new StringBuilder(String.format(
        Locale.ROOT,
        "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
        width,
        height,
        width,
        height,
        Html.escaped(label)));
    for (int i = 0; i < columns.size(); i++) {
      int x = left + i * CELL_WIDTH + CELL_WIDTH / 2;
      svg.append(String.format(
          Locale.ROOT,
          "<text x=\"%d\" y=\"%d\" transform=\"rotate(-52 %d %d)\">%s</text>%n",
          x,
          top - 5,
          x,
          top - 5,
          Html.escaped(columns.get(i))));
    }
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      int y = top + r * CELL_HEIGHT;
      svg.append(String.format(
          Locale.ROOT,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
          left - 6,
          y + CELL_HEIGHT - 5,
          Html.escaped(row.label())));
      for (int c = 0; c < row.cells().size(); c++) {
        addCell(svg, row.cells().get(c), left + c * CELL_WIDTH, y);
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void addCell(StringBuilder svg, Cell cell, int x, int y) {
    if (cell.title().isEmpty()) {
      return;
    }
    svg.append(String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"><title>%s</title></rect>%n",
        cell.style().isEmpty() ? "s" + shade(cell.count()) : cell.style(),
        x + 1,
        y + 1,
        CELL_WIDTH - 2,
        CELL_HEIGHT - 2,
        Html.escaped(cell.title())));
  }

  private static int width(List<String> labels) {
    int longest = labels.stream().mapToInt(String::length).max().orElse(0);
    return (int) (longest * LETTER_WIDTH) + 12;
  }
}
