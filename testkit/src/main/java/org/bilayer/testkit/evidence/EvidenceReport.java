package org.bilayer.testkit.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.store.SchemaDifference;
import org.bilayer.testkit.report.JsonWriter;
import org.opentest4j.AssertionFailedError;

/**
 * What the evidence has seen. Has counts, and no value of a column.
 *
 * <p>Immutable.
 */
public final class EvidenceReport {

  private final String database;
  private final long seed;
  private final List<SchemaDifference> differences;
  private final List<MappingEvidence> mappings;

  EvidenceReport(
      String database,
      long seed,
      List<SchemaDifference> differences,
      List<MappingEvidence> mappings) {
    this.database = database;
    this.seed = seed;
    this.differences = List.copyOf(differences);
    this.mappings = List.copyOf(mappings);
  }

  /** One entry for each mapping, in the order of the model. Unmodifiable. */
  public List<MappingEvidence> mappings() {
    return mappings;
  }

  /** How the tables differ from the model, as the live check says. Unmodifiable. */
  public List<SchemaDifference> schemaDifferences() {
    return differences;
  }

  /** Whether no answer of the database differs from that of memory. Unreadable rows and differences of the schema do not count. */
  public boolean agrees() {
    return mappings.stream().allMatch(each -> each.disagreements().isEmpty());
  }

  /**
   * Fails if the two sides disagree, or a row cannot be read.
   *
   * @throws AssertionError with this report
   */
  public void requireAgreement() {
    if (!agrees() || mappings.stream().anyMatch(each -> !each.unreadable().isEmpty())) {
      throw new AssertionFailedError("The model and the rows of the database disagree.\n\n" + this);
    }
  }

  /** The report for machines: an object with the database, the seed, the differences of the schema and one entry for each mapping. */
  public String toJson() {
    var all = new LinkedHashMap<String, Object>();
    all.put("version", 1);
    all.put("database", database);
    all.put("seed", seed);
    all.put(
        "schema",
        differences.stream()
            .map(each ->
                Map.of("severity", each.severity().toString(), "difference", each.toString()))
            .toList());
    all.put("mappings", mappings.stream().map(EvidenceReport::json).toList());
    return JsonWriter.written(all);
  }

  private static Map<String, Object> json(MappingEvidence mapping) {
    var all = new LinkedHashMap<String, Object>();
    all.put("mapping", mapping.mapping());
    all.put("sample", mapping.isSample());
    all.put("seen", mapping.seen());
    all.put("unreadable", mapping.unreadable());
    all.put("disagreements", mapping.disagreements());
    all.put("notes", mapping.notes());
    return all;
  }

  /** The report for people: a table with one line for each mapping, and below it what differs and what was left out. */
  @Override
  public String toString() {
    var text = new StringBuilder("Evidence on " + database + ", seed " + seed + "\n");
    int width =
        mappings.stream().mapToInt(each -> each.mapping().length()).max().orElse(0);
    String form = "  %-" + Math.max(7, width) + "s %9s %9s %9s %9s %9s %9s%n";
    text.append(
        String.format(form, "mapping", "rows", "objects", "equal", "paged", "questions", "writes"));
    for (MappingEvidence each : mappings) {
      text.append(String.format(
          form,
          each.mapping(),
          number(each.rows()),
          number(each.objects()) + (each.isSample() ? "*" : ""),
          number(each.compared()),
          number(each.paged()),
          number(each.questions()),
          number(each.changed() + each.removed() + each.added())));
    }
    if (mappings.stream().anyMatch(MappingEvidence::isSample)) {
      text.append("  * a sample\n");
    }
    for (MappingEvidence each : mappings) {
      each.unreadable()
          .forEach(
              (rule, count) -> text.append("  unreadable  " + number(count) + " x " + rule + "\n"));
      each.disagreements()
          .forEach((what, count) -> text.append(
              "  differs     " + each.mapping() + ": " + what + " (" + number(count) + ")\n"));
      each.notes()
          .forEach(note -> text.append("  note        " + each.mapping() + ": " + note + "\n"));
    }
    differences.forEach(each -> text.append("  schema      " + each + "\n"));
    return text.toString();
  }

  private static String number(long count) {
    return String.format(java.util.Locale.ROOT, "%,d", count);
  }
}
