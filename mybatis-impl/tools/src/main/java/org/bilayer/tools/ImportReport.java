package org.bilayer.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilayer.tools.report.Finding;

/**
 * What an import did, and what the sources do not say.
 *
 * <p>Immutable.
 */
public final class ImportReport {

  private final String headline;
  private final Path folder;
  private final List<Finding> findings;
  private final Map<String, Duration> times;
  private final String files;

  ImportReport(
      String headline,
      Path folder,
      List<Finding> findings,
      Map<String, Duration> times,
      String files) {
    this.headline = headline;
    this.folder = folder;
    this.findings = List.copyOf(findings);
    this.times = new LinkedHashMap<>(times);
    this.files = files;
  }

  /** The folder of the package. */
  public Path folder() {
    return folder;
  }

  /** What the sources do not say and what is otherwise in the database, sorted. */
  public List<Finding> findings() {
    return findings;
  }

  /** The findings of one kind, sorted. */
  public List<Finding> findings(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** The time of each step, in the order of the steps. */
  public Map<String, Duration> times() {
    return new LinkedHashMap<>(times);
  }

  /** The report without times, the same each time for the same schema and rows. */
  String stableText() {
    var text = new ArrayList<String>();
    text.add(headline);
    for (Finding.Kind kind : Finding.Kind.values()) {
      List<Finding> some = findings(kind);
      if (!some.isEmpty()) {
        text.add("");
        text.add(kind.title() + " (" + some.size() + "):");
        some.forEach(finding -> text.add("  " + oneLine(finding)));
      }
    }
    return String.join("\n", text) + "\n";
  }

  private static String oneLine(Finding finding) {
    return finding.toString().replaceAll("\\s+", " ");
  }

  /** The whole report for people: what was done, the findings by kind, and the time of each step. */
  @Override
  public String toString() {
    Duration all = times.values().stream().reduce(Duration.ZERO, Duration::plus);
    String steps = times.entrySet().stream()
        .map(step -> step.getKey() + " " + seconds(step.getValue()))
        .collect(Collectors.joining(", "));
    return stableText() + "\nFiles: " + files + " [folder=" + folder + "]\nTime: " + seconds(all)
        + " (" + steps + ")\n";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
