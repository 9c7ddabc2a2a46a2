package org.bilayer.testkit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture of figures as bars, one below the other. One thread. */
final class Bars {

  private static final int LENGTH_MAX = 320;
  private static final int HEIGHT = 18;
  private static final double LETTER_WIDTH = 6.4;

  private record Bar(String label, long figure, String text, String style) {}

  private final List<Bar> bars = new ArrayList<>();

  /**
   * Adds a bar.
   *
   * @param text what stands behind it
   * @param style of the page
   */
  void add(String label, long figure, String text, String style) {
    bars.add(new Bar(label, figure, text, style));
  }

  /** The picture as SVG; a word where there is no bar. */
  String svg(String label) {
    if (bars.isEmpty()) {
      return "<p>None.</p>\n";
    }
    int left =
        (int) (bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0) * LETTER_WIDTH)
            + 12;
    int right =
        (int) (bars.stream().mapToInt(bar -> bar.text().length()).max().orElse(0) * LETTER_WIDTH)
            + 12;
    long most = Math.max(1, bars.stream().mapToLong(Bar::figure).max().orElse(1));
    int width = left + LENGTH_MAX + right;
    int height = bars.size() * HEIGHT + 4;
    var svg = new StringBuilder(String.format(
        Locale.ROOT,
        "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
        width,
        height,
        width,
        height,
        Html.escaped(label)));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = i * HEIGHT;
      long length =
          bar.figure() == 0 ? 0 : Math.max(1, Math.round(1.0 * LENGTH_MAX * bar.figure() / most));
      svg.append(String.format(
          Locale.ROOT,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
              + "<text x=\"%d\" y=\"%d\">%s</text>%n",
          left - 6,
          y + 13,
          Html.escaped(bar.label()),
          bar.style(),
          left,
          y + 2,
          length,
          HEIGHT - 4,
          left + length + 6,
          y + 13,
          Html.escaped(bar.text())));
    }
    return svg.append("</svg>\n").toString();
  }
}
