package org.bilayer.testkit.report;

/** Text in HTML and SVG. */
final class Html {

  private Html() {}

  /** The text with everything escaped that would be markup; control characters as their numbers. */
  static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n' -> escaped.append(unit);
        default -> {
          if (Character.isISOControl(unit)) {
            escaped.append(String.format("\\u%04x", (int) unit));
          } else {
            escaped.append(unit);
          }
        }
      }
    }
    return escaped.toString();
  }
}
