package org.bilayer.tools.internal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bilayer.tools.internal.plan.AggregatePlan;
import org.bilayer.tools.internal.plan.ModelPlan;
import org.bilayer.tools.internal.plan.ModelPlan.SequencePlan;
import org.bilayer.tools.internal.profile.Product;
import org.bilayer.tools.report.Finding;

/** Writes a plan as Java source. The same plan gives the same text. */
public final class SourceWriter {

  private SourceWriter() {}

  /**
   * The sources of a model: one file for each aggregate, and one for the model.
   *
   * @param schema the schema that the mappings name; empty to leave it to the connection
   * @return by name of the file
   */
  public static Map<String, String> write(ModelPlan plan, String schema) {
    var files = new TreeMap<String, String>();
    for (AggregatePlan aggregate : plan.aggregates()) {
      files.put(aggregate.type() + ".java", AggregateSource.of(plan, aggregate, schema));
    }
    files.put(plan.name() + ".java", model(plan));
    return files;
  }

  private static String model(ModelPlan plan) {
    var text = new StringBuilder("package " + plan.packageName() + ";\n\n");
    if (!plan.sequences().isEmpty()) {
      text.append("import org.bilayer.model.IdSequence;\n");
    }
    text.append("import org.bilayer.model.Model;\n\n");
    text.append(Text.javadoc(
        "",
        "The tables of the schema " + Text.code(plan.catalogue().schema()) + " of "
            + name(Product.of(plan.catalogue().product())) + "."));
    text.append("public final class ").append(plan.name()).append(" {\n");
    for (SequencePlan sequence : plan.sequences()) {
      text.append('\n');
      text.append(Text.javadoc("  ", "The sequence " + Text.code(sequence.name()) + "."));
      text.append("  public static final IdSequence ")
          .append(sequence.constant())
          .append(" =\n      ");
      text.append(Language.sequence(sequence)).append(";\n");
    }
    left(plan, text);
    text.append('\n');
    text.append(Text.javadoc("  ", "All mappings."));
    var mappings = new ArrayList<String>();
    plan.aggregates().forEach(aggregate -> mappings.add(aggregate.type() + ".MAPPING"));
    String end = plan.sequences().isEmpty()
        ? ");"
        : ")\n      .withSequences("
            + plan.sequences().stream()
                .map(SequencePlan::constant)
                .collect(Collectors.joining(", "))
            + ");";
    text.append("  public static final Model MODEL = Model.of(\n      ")
        .append(String.join(",\n      ", mappings))
        .append(end)
        .append('\n');
    text.append("\n  private ").append(plan.name()).append("() {}\n}\n");
    return text.toString();
  }

  /** What has no file of its own in which it could be said. */
  private static void left(ModelPlan plan, StringBuilder text) {
    List<Finding> left = plan.findings().stream()
        .filter(finding -> plan.aggregate(finding.table()).isEmpty())
        .toList();
    for (Finding.Kind kind : Finding.Kind.values()) {
      List<Finding> some =
          left.stream().filter(finding -> finding.kind() == kind).toList();
      if (!some.isEmpty()) {
        text.append("\n  // ").append(kind.title()).append(":\n");
        some.forEach(finding -> text.append(Text.point("  ", finding.toString())));
      }
    }
  }

  private static String name(Product product) {
    return switch (product) {
      case H2 -> "H2";
      case POSTGRESQL -> "PostgreSQL";
      case MARIADB -> "MariaDB";
    };
  }
}
