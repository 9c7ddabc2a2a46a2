package org.bilayer.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which tables are imported. One thread. */
final class TableChoice {

  private final List<String> included = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();

  void include(List<String> patterns) {
    included.addAll(patterns);
  }

  void exclude(List<String> patterns) {
    excluded.addAll(patterns);
  }

  /** The tables whose names fit, letter case ignored. */
  Predicate<String> predicate() {
    List<Pattern> in = included.stream().map(TableChoice::pattern).toList();
    List<Pattern> out = excluded.stream().map(TableChoice::pattern).toList();
    return name -> (in.isEmpty() || fits(name, in)) && !fits(name, out);
  }

  private static boolean fits(String name, List<Pattern> patterns) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Pattern pattern(String glob) {
    var regex = new StringBuilder();
    for (String part : glob.split("\\*", -1)) {
      regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(
        regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  @Override
  public String toString() {
    return "chosen=" + included + ", left out=" + excluded;
  }
}
