package org.bilayer.tools.internal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.plan.AggregatePlan;
import org.bilayer.tools.internal.plan.AggregatePlan.IndexPlan;
import org.bilayer.tools.internal.plan.AggregatePlan.ReferencePlan;
import org.bilayer.tools.internal.plan.AggregatePlan.UniquePlan;
import org.bilayer.tools.internal.plan.MemberPlan;
import org.bilayer.tools.internal.plan.MemberPlan.EnumConstant;
import org.bilayer.tools.internal.plan.MemberPlan.EnumPlan;
import org.bilayer.tools.internal.plan.ModelPlan;
import org.bilayer.tools.report.Finding;

/** The source of one record with its mapping. One thread. */
final class AggregateSource {

  /** How many members a constructor reference takes. */
  private static final int NAMED_MAX = 8;

  private static final String MODEL = "org.bilayer.model.";

  private final ModelPlan model;
  private final AggregatePlan plan;
  private final String schema;
  private final StringBuilder body = new StringBuilder();

  private AggregateSource(ModelPlan model, AggregatePlan plan, String schema) {
    this.model = model;
    this.plan = plan;
    this.schema = schema;
  }

  /** The text of the file. */
  static String of(ModelPlan model, AggregatePlan plan, String schema) {
    var source = new AggregateSource(model, plan, schema);
    source.record();
    return "package " + model.packageName() + ";\n\n" + source.imports() + "\n" + source.body;
  }

  private String imports() {
    var imports = new TreeSet<>(plan.imports());
    imports.add(MODEL + "Codec");
    imports.add(MODEL + "Column");
    imports.add(MODEL + "Mapping");
    if (plan.members().stream().anyMatch(MemberPlan::isNullable)) {
      imports.add("java.util.Optional");
    }
    if (plan.id().isComposite()) {
      imports.add(MODEL + "Embedded");
      imports.add(MODEL + "Value");
    }
    if (!plan.references().isEmpty()) {
      imports.add(MODEL + "Reference");
    }
    if (plan.members().stream().anyMatch(member -> member.filling().isPresent())) {
      imports.add(MODEL + "DatabaseValue");
    }
    if (Language.namesVersionColumn(plan)) {
      imports.add(MODEL + "VersionColumn");
    }
    return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }

  // --- the record

  private void record() {
    CatalogueTable table = plan.table();
    String what = what(table) + " " + Text.code(table.name()) + ".";
    body.append(Text.javadoc(
        "",
        "A row of the " + what
            + (table.comment().isBlank() ? "" : " " + Text.doc(table.comment()))));
    var components = new ArrayList<String>();
    if (plan.id().isComposite()) {
      components.add("Id id");
    }
    for (MemberPlan member : plan.membersBesideId()) {
      components.add(member.componentType() + " " + member.component());
    }
    body.append(Text.call("", "public record " + plan.type() + "(", components, ") {"));
    plan.members().stream()
        .flatMap(member ->
            member.enumeration().stream().map(enumeration -> enumeration(member, enumeration)))
        .forEach(body::append);
    if (plan.id().isComposite()) {
      id();
    }
    for (MemberPlan member : plan.members()) {
      if (plan.id().isComposite() && member.inId()) {
        at(member);
      } else {
        column("  ", plan.type(), member);
      }
    }
    plan.references().forEach(this::reference);
    comments();
    mapping();
    body.append("}\n");
  }

  private static String what(CatalogueTable table) {
    return switch (table.kind()) {
      case VIEW, MATERIALIZED_VIEW -> "view";
      case FOREIGN -> "foreign table";
      default -> "table";
    };
  }

  private static String enumeration(MemberPlan member, EnumPlan enumeration) {
    var text = new StringBuilder("\n");
    text.append(Text.javadoc(
        "  ", "The labels of the column " + Text.code(member.column().name()) + "."));
    text.append("  public enum ").append(enumeration.name()).append(" {\n");
    var constants = new ArrayList<String>();
    for (EnumConstant constant : enumeration.constants()) {
      String comment = constant.name().equals(constant.label())
          ? ""
          : Text.javadoc("    ", "The label " + Text.code(constant.label()) + ".");
      constants.add(comment + "    " + constant.name());
    }
    return text.append(String.join(",\n", constants)).append("\n  }\n").toString();
  }

  private void id() {
    List<MemberPlan> members = plan.id().members();
    body.append('\n');
    body.append(Text.javadoc("  ", "What identifies a row."));
    body.append(Text.call(
        "  ",
        "public record Id(",
        members.stream().map(member -> member.type() + " " + member.component()).toList(),
        ") {"));
    members.forEach(member -> column("    ", "Id", member));
    body.append('\n');
    body.append(Text.javadoc("    ", "How an id is stored."));
    String start = "public static final Value<Id> VALUE = Value.of(";
    var arguments = new ArrayList<String>();
    arguments.add("Id.class");
    List<String> constants = members.stream().map(MemberPlan::constant).toList();
    if (members.size() <= NAMED_MAX) {
      arguments.addAll(constants);
      arguments.add("Id::new");
    } else {
      arguments.add("row -> new Id("
          + constants.stream()
              .map(name -> "row.get(" + name + ")")
              .collect(Collectors.joining(", "))
          + ")");
      arguments.addAll(constants);
    }
    body.append(Text.call("    ", start, arguments, ");"));
    body.append("  }\n\n");
    body.append(Text.javadoc("  ", "The id."));
    body.append("  public static final Embedded<" + plan.type()
        + ", Id> ID =\n      Embedded.of(\"\", Id.VALUE, " + plan.type() + "::id);\n");
  }

  private void at(MemberPlan member) {
    doc("  ", member);
    body.append("  public static final Column<" + plan.type() + ", " + member.boxed() + "> "
        + member.constant() + " = ID.at(Id." + member.constant() + ");\n");
  }

  private void column(String indent, String owner, MemberPlan member) {
    doc(indent, member);
    String factory = member.isNullable() ? "optional" : "of";
    String declaration = "public static final Column<" + owner + ", " + member.boxed() + "> "
        + member.constant() + " =";
    String value = "Column." + factory + "(" + Text.literal(member.logical()) + ", "
        + Language.codec(member) + ", " + owner + "::" + member.component() + ")"
        + Language.inColumn(member) + Language.filling(member) + ";";
    append(indent, declaration, value);
  }

  private void append(String indent, String declaration, String value) {
    boolean fits = indent.length() + declaration.length() + 1 + value.length() <= 100;
    body.append(indent)
        .append(declaration)
        .append(fits ? " " : "\n" + indent + "    ")
        .append(value)
        .append('\n');
  }

  private void doc(String indent, MemberPlan member) {
    String comment = member.column().comment();
    body.append('\n');
    body.append(Text.javadoc(
        indent,
        "The column " + Text.code(member.column().name()) + "."
            + (comment.isBlank() ? "" : " " + Text.doc(comment))));
  }

  private void reference(ReferencePlan reference) {
    body.append('\n');
    body.append(Text.javadoc(
        "  ",
        "The " + Text.code(reference.target()) + " in "
            + Text.code(reference.member().column().name()) + "."));
    append(
        "  ",
        "public static final Reference<" + plan.type() + ", " + reference.target() + "> "
            + reference.constant() + " =",
        Language.reference(reference) + ";");
  }

  /** What the mapping does not say. */
  private void comments() {
    List<Finding> about = model.about(plan.table().name());
    for (Finding.Kind kind : Finding.Kind.values()) {
      List<Finding> some =
          about.stream().filter(finding -> finding.kind() == kind).toList();
      if (!some.isEmpty()) {
        body.append("\n  // ").append(kind.title()).append(":\n");
        some.forEach(finding -> body.append(Text.point(
            "  ",
            (finding.part().equals(finding.table()) ? "" : finding.part() + ": ")
                + finding.text())));
      }
    }
  }

  // --- the mapping

  private void mapping() {
    MemberPlan first = plan.id().members().get(0);
    String idType = plan.id().isComposite() ? "Id" : first.boxed();
    String idConstant = plan.id().isComposite() ? "ID" : first.constant();
    body.append('\n');
    body.append(Text.javadoc(
        "  ",
        "All rows of " + Text.code(plan.table().name())
            + (plan.isReadOnly() ? ", only read." : ".")));
    body.append("  public static final Mapping<" + plan.type() + ", " + idType
        + "> MAPPING = Mapping.of(\n          "
        + plan.type() + ".class, " + Text.literal(plan.logical())
        + ", " + idConstant + ")\n");
    var calls = new ArrayList<String>();
    Language.inTable(plan, schema).ifPresent(calls::add);
    Language.primaryKey(plan).ifPresent(calls::add);
    calls.addAll(Language.stamp(plan));
    if (plan.identity()) {
      calls.add(".identity()");
    }
    List<Part> parts = parts();
    boolean named = parts.size() <= NAMED_MAX;
    if (!named) {
      List<String> with = parts.stream()
          .map(Part::constant)
          .filter(constant -> !constant.equals(idConstant))
          .toList();
      calls.add(Text.call("      ", ".with(", with, ")").strip());
    }
    for (UniquePlan unique : plan.uniques()) {
      calls.add(".unique(" + Text.literal(unique.name()) + ", "
          + unique.members().stream().map(MemberPlan::constant).collect(Collectors.joining(", "))
          + ")");
    }
    for (IndexPlan index : plan.indexes()) {
      calls.add(".index(" + Text.literal(index.name()) + ", " + String.join(", ", index.criteria())
          + ")");
    }
    plan.references().forEach(reference -> calls.add(".references(" + reference.constant() + ")"));
    plan.checks()
        .forEach(check ->
            calls.add(".check(" + Text.literal(check.name()) + ", " + check.expression() + ")"));
    for (String call : calls) {
      body.append("      ").append(call).append('\n');
    }
    construct(parts, named);
  }

  /** A component of the record, as the mapping names it. */
  private record Part(String constant, boolean nullable) {}

  private List<Part> parts() {
    var parts = new ArrayList<Part>();
    if (plan.id().isComposite()) {
      parts.add(new Part("ID", false));
    }
    plan.membersBesideId()
        .forEach(member -> parts.add(new Part(member.constant(), member.isNullable())));
    return parts;
  }

  private void construct(List<Part> parts, boolean named) {
    if (named) {
      var arguments = new ArrayList<String>();
      parts.forEach(
          part -> arguments.add(part.constant() + (part.nullable() ? ".asOptional()" : "")));
      arguments.add(plan.type() + "::new");
      body.append(Text.call("      ", ".construct(", arguments, ");"));
      return;
    }
    body.append("      .construct(row -> new ").append(plan.type()).append("(\n");
    body.append(parts.stream()
        .map(
            part -> "          row." + (part.nullable() ? "find(" : "get(") + part.constant() + ")")
        .collect(Collectors.joining(",\n")));
    body.append("));\n");
  }
}
