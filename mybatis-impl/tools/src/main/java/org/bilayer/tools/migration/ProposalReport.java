package org.bilayer.tools.migration;

import java.util.List;
import org.bilayer.store.catalogue.CatalogueDifference;

/**
 * What a proposal found.
 *
 * <p>Immutable.
 *
 * @param method how the schema and the model were compared
 * @param differences in the order of the model's tables; empty if the live check compared, see {@code others}
 * @param others what the live check found, where the account may not create a schema
 * @param questions what has to be answered before a commented statement may run
 * @param files the migration; empty if nothing has to change
 * @param isNeeded whether the schema has to change
 */
public record ProposalReport(
    String method,
    List<CatalogueDifference> differences,
    List<String> others,
    List<String> questions,
    List<MigrationFile> files,
    boolean isNeeded) {

  /** Copies the lists. */
  public ProposalReport {
    differences = List.copyOf(differences);
    others = List.copyOf(others);
    questions = List.copyOf(questions);
    files = List.copyOf(files);
  }

  /** Lines for people. */
  @Override
  public String toString() {
    var text = new StringBuilder("Compared: ").append(method).append(".\n");
    append(
        text,
        "Differences that need a change:",
        differences.stream()
            .filter(CatalogueDifference::isRequired)
            .map(Object::toString)
            .toList());
    append(
        text,
        "Differences that need none:",
        differences.stream()
            .filter(difference -> !difference.isRequired())
            .map(Object::toString)
            .toList());
    append(text, "Differences that the live check found:", others);
    append(text, "Questions:", questions);
    append(text, "Files:", files.stream().map(MigrationFile::name).toList());
    if (!isNeeded) {
      text.append("The schema is that of the model; there is nothing to change.\n");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }
}
