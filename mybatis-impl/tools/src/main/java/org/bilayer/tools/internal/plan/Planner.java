package org.bilayer.tools.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.plan.AggregatePlan.ReferencePlan;
import org.bilayer.tools.internal.plan.ModelPlan.SequencePlan;
import org.bilayer.tools.internal.profile.Product;
import org.bilayer.tools.internal.profile.TableProfile;
import org.bilayer.tools.report.Finding;

/** Plans a model. One thread. */
public final class Planner {

  private static final int IDENTIFIER_MAX = 63;
  private static final int BLOCK_MAX = 10_000;

  /**
   * What the user decides.
   *
   * @param packageName the package of the sources
   * @param modelName the class with the model
   * @param chosen which tables are imported
   * @param keys columns that identify the rows of a view, by its name
   */
  public record Wishes(
      String packageName,
      String modelName,
      Predicate<String> chosen,
      Map<String, List<String>> keys) {}

  private final Catalogue catalogue;
  private final Product product;
  private final Map<String, TableProfile> profiles;
  private final Wishes wishes;
  private final boolean translatesChecks;
  private final List<Finding> findings = new ArrayList<>();

  private Planner(
      Catalogue catalogue,
      Map<String, TableProfile> profiles,
      Wishes wishes,
      boolean translatesChecks) {
    this.translatesChecks = translatesChecks;
    this.catalogue = catalogue;
    this.product = Product.of(catalogue.product());
    this.profiles = profiles;
    this.wishes = wishes;
  }

  /**
   * Plans the model of a schema.
   *
   * @param profiles what the rows tell, by table
   * @param refused tables that cannot be mapped, with the reason
   * @param translatesChecks whether the conditions of checks become conditions of the model
   */
  public static ModelPlan plan(
      Catalogue catalogue,
      Map<String, TableProfile> profiles,
      Wishes wishes,
      Map<String, String> refused,
      boolean translatesChecks) {
    return new Planner(catalogue, profiles, wishes, translatesChecks).plan(refused);
  }

  private ModelPlan plan(Map<String, String> refused) {
    for (String hidden : catalogue.hidden()) {
      findings.add(new Finding(
          Finding.Kind.LEFT_OUT,
          catalogue.schema(),
          catalogue.schema(),
          "cannot be seen: " + hidden));
    }
    var aggregates = new LinkedHashMap<String, AggregatePlan>();
    var types = new Namer(JavaWords.TYPES, true);
    types.take(wishes.modelName());
    types.take("package-info");
    Map<String, String> logical = logicalNames();
    for (CatalogueTable table : catalogue.tables()) {
      if (!wishes.chosen().test(table.name())) {
        continue;
      }
      String reason = refused.getOrDefault(table.name(), reasonAgainst(table));
      if (!reason.isEmpty()) {
        leftOut(table.name(), table.name(), reason);
        continue;
      }
      String type = typeName(table.name(), types);
      new TablePlanner(
              product,
              table,
              profiles.getOrDefault(table.name(), TableProfile.NONE),
              wishes.keys().getOrDefault(table.name(), List.of()),
              type,
              logical.getOrDefault(table.name(), table.name()),
              translatesChecks,
              findings)
          .plan()
          .ifPresent(plan -> aggregates.put(table.name(), plan));
      others(table);
    }
    var complete = new ArrayList<AggregatePlan>();
    aggregates.values().forEach(plan -> complete.add(withReferences(plan, aggregates)));
    return new ModelPlan(
        catalogue,
        wishes.packageName(),
        wishes.modelName(),
        complete,
        sequences(new HashSet<>(logical.values())),
        findings);
  }

  private static String reasonAgainst(CatalogueTable table) {
    return switch (table.kind()) {
      case PARTITION ->
        "it is a partition of " + table.parents() + ", through which its rows are in the model";
      case TEMPORARY -> "it is a table of one connection";
      case OTHER -> "it is no table and no view";
      case TABLE, PARTITIONED, VIEW, MATERIALIZED_VIEW, FOREIGN ->
        table.columns().isEmpty() ? "it has no columns" : "";
    };
  }

  // --- names

  private String typeName(String table, Namer types) {
    String wanted = Words.of(table).type("Table");
    if (JavaWords.TYPES.contains(wanted) || JavaWords.isReserved(wanted)) {
      wanted = wanted + "Row";
    }
    String name = types.take(wanted);
    if (!name.equals(wanted)) {
      note(
          table,
          table,
          "is called " + name + ", because another class is called " + wanted
              + " (files of some systems ignore letter case)");
    }
    return name;
  }

  private Map<String, String> logicalNames() {
    var namer = new Namer(List.of(), false);
    var names = new HashMap<String, String>();
    for (CatalogueTable table : catalogue.tables()) {
      if (Words.of(table.name()).snake("", IDENTIFIER_MAX).equals(table.name())) {
        names.put(table.name(), namer.take(table.name()));
      }
    }
    for (CatalogueTable table : catalogue.tables()) {
      if (!names.containsKey(table.name())) {
        names.put(
            table.name(),
            namer.take(Words.of(table.name()).snake("table", IDENTIFIER_MAX), IDENTIFIER_MAX));
      }
    }
    return names;
  }

  // --- references

  private AggregatePlan withReferences(AggregatePlan plan, Map<String, AggregatePlan> all) {
    var constants = new Namer(plan.members().stream().map(MemberPlan::constant).toList(), false);
    constants.take("MAPPING");
    if (plan.id().isComposite()) {
      constants.take("ID");
    }
    var references = new ArrayList<ReferencePlan>();
    var names = new Namer(List.of(), false);
    for (CatalogueForeignKey key : plan.table().foreignKeys()) {
      Optional<AggregatePlan> target = Optional.ofNullable(all.get(key.target()))
          .filter(found ->
              key.targetSchema().isEmpty() || key.targetSchema().equals(catalogue.schema()));
      String obstacle = obstacle(plan, key, target);
      if (!obstacle.isEmpty()) {
        leftOut(
            plan.table().name(), key.name(), "this foreign key is not in the model: " + obstacle);
        continue;
      }
      MemberPlan member = member(plan, key.columns().get(0)).orElseThrow();
      references.add(new ReferencePlan(
          referenceConstant(member, constants),
          names.take(key.name()),
          member,
          target.orElseThrow().type(),
          key.onDelete().changesRows()));
    }
    return new AggregatePlan(
        plan.table(),
        plan.type(),
        plan.logical(),
        plan.id(),
        plan.members(),
        plan.stamp(),
        plan.identity(),
        plan.uniques(),
        // A reference has an index by itself.
        plan.indexes().stream()
            .filter(index -> references.stream()
                .noneMatch(reference -> index.members().equals(List.of(reference.member()))))
            .toList(),
        references,
        plan.checks(),
        plan.imports());
  }

  private static Optional<MemberPlan> member(AggregatePlan plan, String column) {
    return plan.table()
        .column(column)
        .flatMap(found -> plan.members().stream()
            .filter(member -> member.column().name().equals(found.name()))
            .findFirst());
  }

  private static String obstacle(
      AggregatePlan plan, CatalogueForeignKey key, Optional<AggregatePlan> target) {
    if (target.isEmpty()) {
      return "it refers to " + (key.targetSchema().isEmpty() ? "" : key.targetSchema() + ".")
          + key.target() + ", which is not in the model";
    }
    List<MemberPlan> id = target.get().id().members();
    if (!id.stream()
        .map(member -> member.column().name())
        .toList()
        .equals(names(target.get(), key))) {
      return "it refers to " + key.targetColumns() + " of " + key.target()
          + ", which is not the id of " + target.get().type();
    }
    if (id.size() != 1) {
      return "it refers to an id of several columns";
    }
    Optional<MemberPlan> member = member(plan, key.columns().get(0));
    if (member.isEmpty()) {
      return "its column " + key.columns().get(0) + " is not";
    }
    if (!member.get().boxed().equals(id.get(0).boxed())) {
      return "its column has another type than the id of " + target.get().type();
    }
    return "";
  }

  private static List<String> names(AggregatePlan target, CatalogueForeignKey key) {
    return key.targetColumns().stream()
        .map(name -> target.table().column(name).map(CatalogueColumn::name).orElse(name))
        .toList();
  }

  private static String referenceConstant(MemberPlan member, Namer constants) {
    String constant = member.constant();
    for (String end : List.of("_ID", "_NO", "_CODE", "_KEY")) {
      if (constant.endsWith(end) && constant.length() > end.length()) {
        String shorter = constant.substring(0, constant.length() - end.length());
        if (constants.isFree(shorter)) {
          return constants.take(shorter);
        }
      }
    }
    return constants.take(constant + "_REFERENCE");
  }

  // --- what is not said

  private void others(CatalogueTable table) {
    table.triggers().stream()
        .filter(trigger -> trigger.isEnabled())
        .forEach(trigger -> note(
            table.name(),
            trigger.name(),
            "a trigger, " + trigger.timing().name().replace('_', ' ') + " " + trigger.events()
                + ": what it writes or refuses is not in the model"));
  }

  // --- sequences

  private List<SequencePlan> sequences(Set<String> tables) {
    String defaults = catalogue.tables().stream()
        .flatMap(table -> table.columns().stream())
        .flatMap(column -> column.defaultText().stream())
        .filter(text -> text.contains("nextval"))
        .reduce("", (all, text) -> all + "\n" + text);
    var constants = new Namer(List.of("MODEL"), false);
    var logicals = new Namer(tables, false);
    var sequences = new ArrayList<SequencePlan>();
    for (CatalogueSequence sequence : catalogue.sequences()) {
      if (sequence.owner().isPresent() || isUsed(sequence.name(), defaults)) {
        continue;
      }
      if (sequence.increment() < 1 || sequence.increment() > BLOCK_MAX) {
        leftOut(
            catalogue.schema(),
            sequence.name(),
            "a sequence with the increment " + sequence.increment() + "; the model takes 1 to "
                + BLOCK_MAX);
        continue;
      }
      Words words = Words.of(sequence.name());
      sequences.add(new SequencePlan(
          constants.take(words.constant("sequence")),
          logicals.take(words.snake("sequence", IDENTIFIER_MAX), IDENTIFIER_MAX),
          sequence.name(),
          (int) sequence.increment()));
    }
    return sequences;
  }

  private static boolean isUsed(String sequence, String defaults) {
    return defaults.contains("'" + sequence + "'")
        || defaults.contains("." + sequence + "'")
        || defaults.contains("\"" + sequence + "\"");
  }

  private void leftOut(String table, String part, String text) {
    findings.add(new Finding(Finding.Kind.LEFT_OUT, table, part, text));
  }

  private void note(String table, String part, String text) {
    findings.add(new Finding(Finding.Kind.NOTED, table, part, text));
  }
}
