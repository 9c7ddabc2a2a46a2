package org.bilayer.tools.internal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.tools.internal.plan.AggregatePlan;
import org.bilayer.tools.internal.plan.AggregatePlan.ReferencePlan;
import org.bilayer.tools.internal.plan.MemberPlan;
import org.bilayer.tools.internal.plan.ModelPlan.SequencePlan;

/** How the model language says the facts of a database: one method for each fact. */
final class Language {

  private Language() {}

  /** Behind a column: its name in the database, where it has another one in Java. */
  static String inColumn(MemberPlan member) {
    String name = member.column().name();
    return name.equals(member.logical()) ? "" : ".inColumn(" + Text.literal(name) + ")";
  }

  /** Behind a column: how the database fills it. */
  static String filling(MemberPlan member) {
    return member.filling().orElse("");
  }

  /** Of a mapping: the name of the table in the database, where it has another one in Java, or a schema. */
  static Optional<String> inTable(AggregatePlan plan, String schema) {
    String name = Text.literal(plan.table().name());
    if (!schema.isEmpty()) {
      return Optional.of(".inTable(" + Text.literal(schema) + ", " + name + ")");
    }
    return plan.table().name().equals(plan.logical())
        ? Optional.empty()
        : Optional.of(".inTable(" + name + ")");
  }

  /** Of a mapping: the name of the primary key, where it is not the usual one. */
  static Optional<String> primaryKey(AggregatePlan plan) {
    return plan.id()
        .name()
        .filter(name -> !name.equals(plan.logical() + "_pkey") && !name.equals("PRIMARY"))
        .map(name -> ".primaryKey(" + Text.literal(name) + ")");
  }

  /** A reference as a constant. */
  static String reference(ReferencePlan reference) {
    return "Reference.of(" + Text.literal(reference.name()) + ", "
        + reference.member().constant() + ", () -> " + reference.target() + ".MAPPING)"
        + (reference.acts() ? ".withAction()" : "");
  }

  /** Of a mapping: how changes of rows are seen. */
  static List<String> stamp(AggregatePlan plan) {
    return switch (plan.stamp().strategy()) {
      case COLUMN -> plan.stamp().column().map(Language::version).orElse(List.of());
      case SERVER -> List.of(".serverVersion()");
      case NONE -> List.of(".readOnly()");
    };
  }

  private static List<String> version(CatalogueColumn column) {
    var calls = new ArrayList<String>();
    int bits = column.type().bits();
    if (bits != Long.SIZE || column.isNullable()) {
      calls.add(".versionColumn(VersionColumn.int" + bits + "(\"version\")"
          + (column.isNullable() ? ".nullable()" : "") + ")");
    }
    if (!column.name().equals("version")) {
      calls.add(".inVersionColumn(" + Text.literal(column.name()) + ")");
    }
    return calls;
  }

  /** The types that {@link #stamp} names. */
  static boolean namesVersionColumn(AggregatePlan plan) {
    return stamp(plan).stream().anyMatch(call -> call.contains("VersionColumn."));
  }

  /** A sequence. */
  static String sequence(SequencePlan sequence) {
    return "IdSequence.of(" + Text.literal(sequence.logical()) + ", " + sequence.increment() + ")"
        + (sequence.logical().equals(sequence.name())
            ? ""
            : ".inSequence(" + Text.literal(sequence.name()) + ")");
  }

  /** The codec of a column. */
  static String codec(MemberPlan member) {
    return member.codec();
  }
}
