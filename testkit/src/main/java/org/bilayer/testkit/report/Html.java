package org.bilayer.testkit.report;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import com.google.common.html.HtmlEscapers;

/** Text in HTML and SVG. */
final class Html {

  private static final Escaper CONTROLS = controls();

  private Html() {}

  private static Escaper controls() {
    var controls = Escapers.builder();
    for (char unit = 0; unit < 0xA0; unit++) {
      if (Character.isISOControl(unit) && unit != '\n') {
        controls.addEscape(unit, String.format("\\u%04x", (int) unit));
      }
    }
    return controls.build();
  }

  /** The text with everything escaped that would be markup; control characters as their numbers. */
  static String escaped(String text) {
    return HtmlEscapers.htmlEscaper().escape(CONTROLS.escape(text));
  }
}
