package org.bilayer.tools.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.tools.internal.plan.AggregatePlan.CheckPlan;
import org.bilayer.tools.internal.plan.AggregatePlan.IndexPlan;
import org.bilayer.tools.internal.plan.AggregatePlan.Stamp;
import org.bilayer.tools.internal.plan.AggregatePlan.Strategy;
import org.bilayer.tools.internal.plan.AggregatePlan.UniquePlan;
import org.bilayer.tools.internal.plan.MemberPlan.EnumConstant;
import org.bilayer.tools.internal.plan.MemberPlan.EnumPlan;
import org.bilayer.tools.internal.profile.Fact;
import org.bilayer.tools.internal.profile.Product;
import org.bilayer.tools.internal.profile.TableProfile;
import org.bilayer.tools.internal.profile.VersionNames;
import org.bilayer.tools.report.Finding;
import org.jspecify.annotations.Nullable;

/** Plans one table, without its references. One thread. */
final class TablePlanner {

  /** What a constructor takes. A long and a double take two places, the object itself one. */
  private static final int PLACES_MAX = 254;

  private static final int IDENTIFIER_MAX = 63;
  private static final String NAME_A_KEY =
      "If some columns identify its rows, name them by --key TABLE=COLUMN,COLUMN, and it will be read";

  private final Product product;
  private final CatalogueTable table;
  private final TableProfile rows;
  private final List<String> chosenKey;
  private final String type;
  private final String logical;
  private final boolean translatesChecks;
  private final List<Finding> findings;
  private final Map<String, ColumnType> types = new LinkedHashMap<>();
  private final TreeSet<String> imports = new TreeSet<>();

  /**
   * For one table.
   *
   * @param chosenKey the columns that the user says are the key; empty if the user said nothing
   * @param findings takes what is not said
   */
  TablePlanner(
      Product product,
      CatalogueTable table,
      TableProfile rows,
      List<String> chosenKey,
      String type,
      String logical,
      boolean translatesChecks,
      List<Finding> findings) {
    this.translatesChecks = translatesChecks;
    this.product = product;
    this.table = table;
    this.rows = rows;
    this.chosenKey = chosenKey;
    this.type = type;
    this.logical = logical;
    this.findings = findings;
  }

  /** The plan; empty if the table cannot be a mapping, which the findings say. */
  Optional<AggregatePlan> plan() {
    rows.failure().ifPresent(why -> note(table.name(), "its rows were not looked at: " + why));
    for (CatalogueColumn column : table.columns()) {
      ColumnType.Choice choice = TypeChooser.choose(product, column, rows);
      choice.type().ifPresent(found -> types.put(column.name(), found));
      if (choice.type().isEmpty()) {
        leftOut(column.name(), choice.reason());
      }
    }
    List<String> key = key();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Stamp stamp = stamp(key);
    leaveOutWritten(stamp, key);
    List<MemberPlan> members = members(key, stamp);
    int places = members.stream().mapToInt(MemberPlan::places).sum();
    if (places > PLACES_MAX) {
      leftOut(
          table.name(),
          "it has " + members.size() + " columns, and a constructor of Java takes no more than "
              + PLACES_MAX + " values (a long and a double count twice)");
      return Optional.empty();
    }
    Map<String, MemberPlan> byName =
        members.stream().collect(Collectors.toMap(member -> member.column().name(), each -> each));
    var id = new AggregatePlan.Id(key.stream().map(byName::get).toList(), keyName(key));
    boolean identity = stamp.strategy() != Strategy.NONE && isIdentity(id);
    List<CheckPlan> checks = checks(byName, stamp);
    if (stamp.strategy() != Strategy.NONE) {
      members.forEach(this::noteDefault);
    }
    return Optional.of(new AggregatePlan(
        table,
        type,
        logical,
        id,
        members,
        stamp,
        identity,
        uniques(id, byName),
        stamp.strategy() == Strategy.NONE ? List.of() : indexes(id, byName),
        List.of(),
        checks,
        List.copyOf(imports)));
  }

  // --- what identifies a row

  private List<String> key() {
    if (!chosenKey.isEmpty()) {
      note(table.name(), "its id " + chosenKey + " was named by the user");
      return usableKey(chosenKey, "the key that was given");
    }
    if (table.isInherited()) {
      leftOut(
          table.name(),
          "it has no id: the tables " + table.children()
              + " inherit from it, so that one key can stand for several rows. " + NAME_A_KEY);
      return List.of();
    }
    Optional<CatalogueIndex> primary = table.primaryKey();
    if (primary.isPresent()) {
      return usableKey(primary.get().columns(), "the primary key");
    }
    Optional<CatalogueIndex> unique = table.indexes().stream()
        .filter(index -> index.isUnique() && index.isPlain() && index.isValid())
        .filter(index -> index.columns().stream()
            .allMatch(
                name -> table.column(name).map(column -> !column.isNullable()).orElse(false)))
        .findFirst();
    if (unique.isPresent()) {
      note(
          table.name(),
          "has no primary key; its unique key " + unique.get().name() + " serves as the id");
      return usableKey(unique.get().columns(), "the unique key " + unique.get().name());
    }
    leftOut(
        table.name(),
        (table.hasOwnRows()
                ? "it has no primary key and no unique key without NULL. "
                : "it is a view or another relation without a key. ")
            + NAME_A_KEY);
    return List.of();
  }

  /** A key whose columns can be mapped and compared. */
  private List<String> usableKey(List<String> columns, String what) {
    var names = new ArrayList<String>();
    for (String name : columns) {
      Optional<CatalogueColumn> column = table.column(name);
      ColumnType found = column.map(each -> types.get(each.name())).orElse(null);
      if (found == null || !found.equality()) {
        leftOut(
            table.name(),
            what + " cannot be the id: the column " + name
                + (found == null ? " is not in the model" : " cannot be compared"));
        return List.of();
      }
      names.add(column.orElseThrow().name());
    }
    return names;
  }

  private Optional<String> keyName(List<String> key) {
    return table
        .primaryKey()
        .filter(primary -> !key.isEmpty() && primary.columns().equals(key))
        .map(CatalogueIndex::name);
  }

  private boolean isIdentity(AggregatePlan.Id id) {
    if (id.members().size() != 1) {
      return false;
    }
    MemberPlan only = id.members().get(0);
    CatalogueColumn column = only.column();
    boolean number = only.type().equals("int") || only.type().equals("long");
    boolean generated = switch (column.generation()) {
      case IDENTITY_BY_DEFAULT, IDENTITY_ALWAYS, AUTO_INCREMENT -> true;
      case NONE -> column.defaultText().map(text -> text.startsWith("nextval(")).orElse(false);
      case STORED, VIRTUAL -> false;
    };
    if (generated && !number) {
      note(
          column.name(),
          "the database generates it, which the model says of integers of 32 and 64 bits only");
    }
    return number && generated;
  }

  // --- how changes are seen

  private Stamp stamp(List<String> key) {
    Optional<CatalogueColumn> version =
        table.columns().stream().filter(column -> isVersion(column, key)).findFirst();
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      note(table.name(), "is only read: " + obstacle.get());
      return new Stamp(Strategy.NONE, Optional.empty(), obstacle.get());
    }
    if (version.isPresent()) {
      CatalogueColumn column = version.get();
      long nulls = rows.count(column.name(), Fact.NULLS);
      note(
          column.name(),
          "taken for the version that each change of a row raises"
              + (nulls > 0
                  ? "; " + nulls + (nulls == 1 ? " row has" : " rows have")
                      + " none, which counts as 0 (" + rows.extent() + ")"
                  : ""));
      return new Stamp(Strategy.COLUMN, version, "by the column " + column.name());
    }
    if (product == Product.POSTGRESQL && table.kind() == CatalogueTable.Kind.TABLE) {
      return new Stamp(Strategy.SERVER, Optional.empty(), "by the row version of the server");
    }
    String reason = "it has no column that counts changes, so that lost updates could not be seen";
    note(
        table.name(),
        "is only read: " + reason
            + ". Add a column version BIGINT NOT NULL DEFAULT 0 and import again to write it");
    return new Stamp(Strategy.NONE, Optional.empty(), reason);
  }

  private boolean isVersion(CatalogueColumn column, List<String> key) {
    CatalogueType live = column.type();
    return live.kind() == CatalogueType.Kind.INTEGER
        && live.bits() >= Short.SIZE
        && live.bits() != 24
        && VersionNames.isOne(column.name())
        && column.generation() == CatalogueColumn.Generation.NONE
        && !key.contains(column.name())
        && table.indexes().stream()
            .noneMatch(index -> index.isUnique() && index.columns().contains(column.name()))
        && table.foreignKeys().stream()
            .noneMatch(foreign -> foreign.columns().contains(column.name()));
  }

  /** Why rows cannot be written, whatever the columns are. */
  private Optional<String> obstacle() {
    if (!table.hasOwnRows()) {
      return Optional.of("it is no table with rows of its own");
    }
    if (!table.isWritable()) {
      return Optional.of("the database does not let its rows be changed");
    }
    if (!table.isTransactional()) {
      return Optional.of("its storage engine " + table.engine() + " has no transactions");
    }
    if (table.kind() == CatalogueTable.Kind.PARTITION) {
      return Optional.of("it is a partition of " + table.parents());
    }
    if (table.hidesRows()) {
      return Optional.of("row-level security hides rows of it");
    }
    return chosenKey.isEmpty()
        ? Optional.empty()
        : Optional.of("the database does not check the key that the user named");
  }

  /** Columns that an insert or update of a mapping would write and the database writes itself. */
  private void leaveOutWritten(Stamp stamp, List<String> key) {
    if (stamp.strategy() == Strategy.NONE) {
      return;
    }
    for (CatalogueColumn column : table.columns()) {
      if (key.contains(column.name()) || !types.containsKey(column.name())) {
        continue;
      }
      if (column.isGeneratedAlways()) {
        types.remove(column.name());
        leftOut(
            column.name(),
            column.isComputed()
                ? "the database computes it: " + column.expression().orElse("an expression")
                    + ". To read it, declare .generatedAlways(DatabaseValue.computed(row -> ...))"
                    + " with the same in Java"
                : "the database always generates it");
      } else if (column.onUpdate().isPresent()
          && !Filling.isUpdatedToNow(column, types.get(column.name()))) {
        types.remove(column.name());
        leftOut(
            column.name(),
            "the database writes it with each change: ON UPDATE "
                + column.onUpdate().get()
                + ". To read it, declare .generatedAlways(DatabaseValue.computed(row -> ...)) with the"
                + " same in Java");
      }
    }
  }

  // --- members

  private List<MemberPlan> members(List<String> key, Stamp stamp) {
    boolean composite = key.size() > 1;
    String version = stamp.column().map(CatalogueColumn::name).orElse("");
    var components = new Namer(JavaWords.MEMBERS, false);
    var constants = new Namer(composite ? List.of("MAPPING", "ID") : List.of("MAPPING"), false);
    var logicals = new Namer(List.of(), false);
    var nested = new Namer(JavaWords.TYPES, true);
    nested.take(type);
    if (composite) {
      components.take("id");
    }
    var logicalNames = logicalNames(logicals);
    var members = new ArrayList<MemberPlan>();
    for (CatalogueColumn column : table.columns()) {
      ColumnType found = types.get(column.name());
      if (found == null || column.name().equals(version)) {
        continue;
      }
      found
          .remarks()
          .forEach(remark -> findings.add(new Finding(
              remark.breaks() ? Finding.Kind.DIFFERENT : Finding.Kind.NOTED,
              table.name(),
              column.name(),
              remark.text())));
      Words words = Words.of(column.name());
      String fallback = "column" + column.position();
      String component = words.member(fallback);
      if (JavaWords.isReserved(component) || JavaWords.MEMBERS.contains(component)) {
        component = component + "Value";
      }
      component = taken(components, component, column.name());
      String constant = constants.take(words.constant("column_" + column.position()));
      imports.addAll(found.imports());
      members.add(member(
          column,
          found,
          component,
          constant,
          logicalNames.getOrDefault(column.name(), fallback),
          nested,
          key.contains(column.name()),
          stamp.strategy() != Strategy.NONE));
    }
    return members;
  }

  /** Names that are legal already stay with their columns, whatever comes before them. */
  private Map<String, String> logicalNames(Namer logicals) {
    var names = new HashMap<String, String>();
    for (CatalogueColumn column : table.columns()) {
      if (Words.of(column.name()).snake("", IDENTIFIER_MAX).equals(column.name())) {
        names.put(column.name(), logicals.take(column.name()));
      }
    }
    for (CatalogueColumn column : table.columns()) {
      if (!names.containsKey(column.name())) {
        String wanted =
            Words.of(column.name()).snake("column_" + column.position(), IDENTIFIER_MAX);
        names.put(column.name(), logicals.take(wanted, IDENTIFIER_MAX));
      }
    }
    return names;
  }

  private String taken(Namer namer, String wanted, String column) {
    String name = namer.take(wanted);
    if (!name.equals(wanted)) {
      note(
          column,
          "is called " + name + ", because another column is called " + wanted + " in Java");
    }
    return name;
  }

  private MemberPlan member(
      CatalogueColumn column,
      ColumnType found,
      String component,
      String constant,
      String logicalName,
      Namer nested,
      boolean inId,
      boolean isWritten) {
    Optional<EnumPlan> enumeration = Optional.empty();
    String java = found.type();
    String boxed = found.boxed();
    String codec = found.codec();
    if (!found.labels().isEmpty()) {
      String wanted = Words.of(column.name()).type("column" + column.position());
      // A constant hides a type of the same name.
      String name = nested.take(wanted.equals(constant) ? wanted + "Label" : wanted);
      enumeration = Optional.of(new EnumPlan(name, constants(found.labels())));
      java = java.replace("%s", name);
      boxed = boxed.replace("%s", name);
      codec = codec.replace("%s", name);
    }
    return new MemberPlan(
        column,
        component,
        constant,
        logicalName,
        java,
        boxed,
        codec,
        enumeration,
        found.equality(),
        inId,
        inId || !isWritten ? Optional.empty() : Filling.of(column, found));
  }

  private static List<EnumConstant> constants(List<String> labels) {
    var namer = new Namer(List.of(), false);
    var constants = new ArrayList<EnumConstant>();
    for (String label : labels) {
      boolean legal = SourceVersion.isName(label) && !JavaWords.isReserved(label);
      constants.add(new EnumConstant(
          namer.take(legal && label.indexOf('.') < 0 ? label : Words.of(label).constant("label")),
          label));
    }
    return constants;
  }

  // --- rules

  private List<UniquePlan> uniques(AggregatePlan.Id id, Map<String, MemberPlan> byName) {
    var names = new Namer(List.of(), false);
    var uniques = new ArrayList<UniquePlan>();
    for (CatalogueIndex index : table.indexes()) {
      if (index.kind() == CatalogueIndex.Kind.EXCLUSION) {
        leftOut(index.name(), "the model has no exclusion constraint: " + index.definition());
        continue;
      }
      if (!index.isUnique() || index.kind() == CatalogueIndex.Kind.PRIMARY_KEY) {
        continue;
      }
      Optional<String> obstacle = obstacle(index, byName);
      if (obstacle.isPresent()) {
        leftOut(index.name(), "this unique key is not in the model: " + obstacle.get());
        continue;
      }
      List<MemberPlan> members = index.columns().stream().map(byName::get).toList();
      if (members.equals(id.members())) {
        continue;
      }
      uniques.add(new UniquePlan(names.take(index.name()), members));
    }
    return uniques;
  }

  /** An index that the model cannot say changes no answer, and is not worth a line of the report. */
  private List<IndexPlan> indexes(AggregatePlan.Id id, Map<String, MemberPlan> byName) {
    var names = new Namer(List.of(), false);
    var indexes = new ArrayList<IndexPlan>();
    for (CatalogueIndex index : table.indexes()) {
      if (index.kind() != CatalogueIndex.Kind.INDEX
          || !isSorted(index)
          || obstacle(index, byName).isPresent()) {
        continue;
      }
      List<MemberPlan> members = index.columns().stream().map(byName::get).toList();
      if (members.size() > id.members().size()
          || !id.members().subList(0, members.size()).equals(members)) {
        var criteria = new ArrayList<String>();
        for (int i = 0; i < members.size(); i++) {
          criteria.add(members.get(i).constant()
              + (index.parts().get(i).isDescending() ? ".desc()" : ".asc()"));
        }
        indexes.add(new IndexPlan(names.take(index.name()), members, criteria));
      }
    }
    return indexes;
  }

  /** Not a hash, and not an index of words or shapes. */
  private static boolean isSorted(CatalogueIndex index) {
    return index.method().isEmpty() || index.method().equalsIgnoreCase("btree");
  }

  private @Nullable MemberPlan find(String column, Map<String, MemberPlan> byName) {
    return byName.get(table.column(column).map(CatalogueColumn::name).orElse(column));
  }

  private Optional<String> obstacle(CatalogueIndex index, Map<String, MemberPlan> byName) {
    if (!index.isValid()) {
      return Optional.of("the database has not finished it");
    }
    if (index.nullsNotDistinct()) {
      return Optional.of("two rows without a value collide (NULLS NOT DISTINCT)");
    }
    if (!index.isPlain()) {
      return Optional.of(
          index.condition().isPresent()
              ? "it is about the rows with " + index.condition().get() + " only"
              : "it is over expressions or over beginnings of values: "
                  + index.parts().stream()
                      .map(CatalogueIndex.Part::text)
                      .collect(Collectors.joining(", ")));
    }
    for (String column : index.columns()) {
      MemberPlan member = find(column, byName);
      if (member == null) {
        return Optional.of("its column " + column + " is not");
      }
      if (!member.equality()) {
        return Optional.of("its column " + column + " cannot be compared");
      }
    }
    return Optional.empty();
  }

  private List<CheckPlan> checks(Map<String, MemberPlan> byName, Stamp stamp) {
    var checks = new ArrayList<CheckPlan>();
    for (CatalogueCheck check : table.checks()) {
      Optional<String> expression = translatesChecks
              && check.isEnforced()
              && check.column().isEmpty()
              && stamp.strategy() != Strategy.NONE
          ? CheckTranslator.translate(check.text(), byName, table.ignoresCaseOfColumns())
          : Optional.empty();
      if (expression.isPresent()) {
        if (expression.get().contains("List.of(")) {
          imports.add("java.util.List");
        }
        checks.add(new CheckPlan(check.name(), expression.get()));
      } else {
        leftOut(
            check.name(),
            "this check is not in the model: "
                + check.text().replaceAll("\\s+", " ").strip());
      }
    }
    return checks;
  }

  private void noteDefault(MemberPlan member) {
    CatalogueColumn column = member.column();
    column
        .defaultText()
        .filter(text -> !column.isComputed() && !text.startsWith("nextval("))
        .filter(text -> member.filling().isEmpty() && !text.equalsIgnoreCase("NULL"))
        .ifPresent(text -> note(
            column.name(),
            "the default " + text
                + " is not in the model: an object always carries a value, or none. To leave the column to"
                + " the database, declare .withDefault(DatabaseValue.computed(row -> ...)) with the same in"
                + " Java"));
  }

  private void leftOut(String part, String text) {
    findings.add(new Finding(Finding.Kind.LEFT_OUT, table.name(), part, text));
  }

  private void note(String part, String text) {
    findings.add(new Finding(Finding.Kind.NOTED, table.name(), part, text));
  }
}
