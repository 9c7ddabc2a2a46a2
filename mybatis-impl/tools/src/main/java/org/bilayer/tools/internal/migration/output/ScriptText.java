package org.bilayer.tools.internal.migration.output;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.tools.internal.migration.plan.Step;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Stage;

/** Writes the steps of one file as SQL for people. */
public final class ScriptText {

  private static final int WIDTH = 110;

  private ScriptText() {}

  /** The steps of a plan that stand in a file. */
  public static List<Step> steps(List<Step> all, Stage.Part part) {
    return all.stream().filter(step -> step.stage().part() == part).toList();
  }

  /**
   * The text of a file.
   *
   * @param steps in order
   * @param headline lines about the whole file
   */
  public static String of(
      List<Step> steps, Stage.Part part, AlterSql alter, List<String> headline) {
    var lines = new ArrayList<String>();
    headline.forEach(line -> comment(lines, "", line));
    boolean isActive = steps.stream().anyMatch(Step::isActive);
    if (isActive) {
      lines.add("");
      alter.before(part).forEach(sql -> lines.add(sql + ";"));
    }
    for (Step step : steps) {
      lines.add("");
      comment(lines, "", step.reason() + ".");
      comment(lines, "Risk: ", step.risk() + ".");
      step.question().ifPresent(question -> comment(lines, "QUESTION: ", question));
      for (String sql : step.sql()) {
        for (String line : (sql + ";").split("\n", -1)) {
          lines.add(step.isActive() ? line : "--   " + line);
        }
      }
    }
    if (isActive && !alter.after(part).isEmpty()) {
      lines.add("");
      alter.after(part).forEach(sql -> lines.add(sql + ";"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void comment(List<String> lines, String mark, String text) {
    var line = new StringBuilder("-- ").append(mark);
    int start = line.length();
    for (String word : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip().split(" ", -1)) {
      if (line.length() > start && line.length() + word.length() >= WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("--  ");
        start = line.length();
      }
      line.append(line.length() > start ? " " : "").append(word);
    }
    lines.add(line.toString());
  }
}
