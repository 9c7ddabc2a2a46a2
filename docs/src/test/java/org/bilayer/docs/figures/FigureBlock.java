package org.bilayer.docs.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a page where the figures of one check stand: a table between {@code <!-- figures: hot row -->} and {@code
 * <!-- end of figures -->}. Immutable.
 *
 * @param check the check it is about
 * @param values what the page says, by subject
 */
record FigureBlock(String check, Map<String, String> values) {

  private static final Pattern BLOCK = Pattern.compile(
      "<!-- figures: (?<check>[^\n]+) -->\n(?<table>.*?)<!-- end of figures -->", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| (?<subject>[^|]+) \\| (?<value>[^|]+) \\|$", Pattern.MULTILINE);
  private static final String HEAD = "| where | measured |\n";

  static List<FigureBlock> of(String page) {
    return BLOCK.matcher(page).results().map(FigureBlock::of).toList();
  }

  private static FigureBlock of(MatchResult block) {
    var values = new LinkedHashMap<String, String>();
    ROW.matcher(block.group(2))
        .results()
        .filter(row -> !HEAD.startsWith(row.group()))
        .forEach(row -> values.put(row.group(1), row.group(2)));
    return new FigureBlock(block.group(1), values);
  }

  /** A page with what was measured in the long form; what was not measured stays. */
  static String updated(String page, Figures figures) {
    return BLOCK.matcher(page).replaceAll(block -> {
      FigureBlock old = of(block);
      var values = new TreeMap<String, String>(Figures.ORDER);
      values.putAll(old.values());
      figures.checks().getOrDefault(old.check(), List.of()).stream()
          .filter(Figures.Measured::isLong)
          .forEach(measured -> values.put(measured.subject(), measured.value()));
      return Matcher.quoteReplacement(new FigureBlock(old.check(), values).text());
    });
  }

  private String text() {
    var text = new StringBuilder("<!-- figures: " + check + " -->\n" + HEAD + "|---|---|\n");
    values.forEach((subject, value) ->
        text.append("| ").append(subject).append(" | ").append(value).append(" |\n"));
    return text.append("<!-- end of figures -->").toString();
  }
}
