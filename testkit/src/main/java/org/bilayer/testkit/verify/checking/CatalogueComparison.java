package org.bilayer.testkit.verify.checking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTrigger;

/**
 * Compares the tables that a model needs with those that are there, both as one server describes them. The only place that knows
 * how two catalogues differ. For one thread.
 */
final class CatalogueComparison {

  /** The table of commit tokens: whether an application has it depends on its options, not on its model. */
  private static final String COMMITS = "bilayer_commit";

  private final Catalogue expected;
  private final Catalogue found;
  private final Set<String> without;
  private final List<String> differences = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Compares.
   *
   * @param without tables of a tool, which are part of no model
   */
  CatalogueComparison(Catalogue expected, Catalogue found, Set<String> without) {
    this.expected = expected;
    this.found = found;
    this.without = without;
    tables();
    sequences();
  }

  /** What the model needs and is not there, or is otherwise; and what is there and refuses what the model writes. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** What is there beyond the model and harms no write, as in the middle of an expansion. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void tables() {
    for (CatalogueTable table : expected.tables()) {
      Optional<CatalogueTable> other = found.table(table.name());
      if (other.isPresent()) {
        compare(table, other.get());
      } else if (!table.name().equalsIgnoreCase(COMMITS)) {
        differences.add("Table " + table + " is missing.");
      }
    }
    for (CatalogueTable table : found.tables()) {
      if (expected.table(table.name()).isEmpty()
          && without.stream().noneMatch(table.name()::equalsIgnoreCase)) {
        notes.add("table " + table);
      }
    }
  }

  private void compare(CatalogueTable table, CatalogueTable other) {
    for (CatalogueColumn column : table.columns()) {
      String name = table + "." + column;
      other
          .column(column.name())
          .ifPresentOrElse(
              there -> compare("Column " + name, facts(column, expected), facts(there, found)),
              () -> differences.add("Column " + name + " is missing."));
    }
    for (CatalogueColumn column : other.columns()) {
      if (table.column(column.name()).isEmpty()) {
        beyond(table, column);
      }
    }
    compareSets(table, "Index", indexes(table, expected), indexes(other, found));
    compareSets(table, "Foreign key", references(table), references(other));
    compareSets(table, "Check", checks(table, expected), checks(other, found));
    triggers(table, other);
  }

  /** Another trigger may do anything, or nothing to the rows of the model. */
  private void triggers(CatalogueTable table, CatalogueTable other) {
    Map<String, String> left = triggers(table);
    Map<String, String> right = triggers(other);
    left.forEach((text, name) -> {
      if (!right.containsKey(text)) {
        differences.add(
            "Trigger " + name + " of " + table + " is missing, or says something else [expected="
                + text + ", found=" + sameName(right, name) + "].");
      }
    });
    right.forEach((text, name) -> {
      if (!left.containsValue(name)) {
        notes.add("trigger " + name + " of " + table);
      }
    });
  }

  private static Map<String, String> triggers(CatalogueTable table) {
    var all = new TreeMap<String, String>();
    for (CatalogueTrigger trigger : table.triggers()) {
      all.put(
          folded(trigger.name(), table) + " " + trigger.timing() + " " + trigger.events()
              + (trigger.isEnabled() ? "" : " disabled"),
          trigger.name());
    }
    return all;
  }

  private void beyond(CatalogueTable table, CatalogueColumn column) {
    if (column.isNullable() || column.defaultText().isPresent() || column.isSupplied()) {
      notes.add("column " + table + "." + column);
    } else {
      differences.add("Column " + table + "." + column
          + " is not of the model, takes no null and has no default: every insert fails.");
    }
  }

  private void compare(String what, Map<String, String> left, Map<String, String> right) {
    left.forEach((fact, value) -> {
      String other = String.valueOf(right.get(fact));
      if (!value.equals(other)) {
        differences.add(
            what + " has another " + fact + " [expected=" + value + ", found=" + other + "].");
      }
    });
  }

  private static Map<String, String> facts(CatalogueColumn column, Catalogue catalogue) {
    var facts = new TreeMap<String, String>();
    facts.put(
        "type",
        column.type().text()
            + column.type().domain().map(each -> " domain " + each).orElse(""));
    facts.put("nullability", column.isNullable() ? "null" : "not null");
    // "No default" and "default null" are the same to every insert.
    facts.put(
        "default",
        column
            .defaultText()
            .filter(each -> !each.equalsIgnoreCase("null"))
            .map(each -> here(each, catalogue))
            .orElse("none"));
    facts.put("generation", column.generation().toString());
    facts.put(
        "expression", column.expression().map(each -> here(each, catalogue)).orElse("none"));
    facts.put("value on update", column.onUpdate().orElse("none"));
    facts.put("collation", column.collation().map(Object::toString).orElse("none"));
    return facts;
  }

  private void compareSets(
      CatalogueTable table, String what, Map<String, String> left, Map<String, String> right) {
    left.forEach((text, name) -> {
      if (!right.containsKey(text)) {
        differences.add(
            what + " " + name + " of " + table + " is missing, or says something else [expected="
                + text + ", found=" + sameName(right, name) + "].");
      }
    });
    right.forEach((text, name) -> {
      if (left.containsKey(text) || left.values().stream().anyMatch(name::equalsIgnoreCase)) {
        return;
      }
      if (what.equals("Index") && !text.startsWith("unique") && !text.startsWith("primary")) {
        notes.add("index " + name + " of " + table);
      } else {
        differences.add(what + " " + name + " of " + table
            + " is not of the model and can refuse its rows [found=" + text + "].");
      }
    });
  }

  private static String sameName(Map<String, String> all, String name) {
    return all.entrySet().stream()
        .filter(each -> each.getValue().equalsIgnoreCase(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("none");
  }

  /** By what they say; names count where failures show them. */
  private static Map<String, String> indexes(CatalogueTable table, Catalogue catalogue) {
    var all = new TreeMap<String, String>();
    for (CatalogueIndex index : table.indexes()) {
      boolean isPrimary = index.kind() == CatalogueIndex.Kind.PRIMARY_KEY;
      String parts = folded(
          index.parts().stream().map(Object::toString).collect(Collectors.joining(", ")), table);
      String kind = isPrimary
          ? "primary key"
          : index.isUnique()
              ? "unique " + folded(index.name(), table)
              : index.kind() == CatalogueIndex.Kind.EXCLUSION ? "exclusion" : "index";
      all.put(
          kind + " (" + parts + ")"
              + (index.included().isEmpty() ? "" : " including " + index.included())
              + index.condition().map(each -> " where " + here(each, catalogue)).orElse("")
              + (index.nullsNotDistinct() ? " nulls not distinct" : "")
              + (index.isDeferrable() ? " deferrable" : "")
              + (index.isDeferred() ? " deferred" : "")
              + (index.isValid() ? "" : " invalid"),
          index.name());
    }
    return all;
  }

  private static Map<String, String> references(CatalogueTable table) {
    var all = new TreeMap<String, String>();
    for (CatalogueForeignKey key : table.foreignKeys()) {
      all.put(
          folded(
                  key.name() + " " + key.columns() + " to " + key.target() + " "
                      + key.targetColumns(),
                  table)
              + " on delete " + key.onDelete() + " on update " + key.onUpdate()
              + (key.matchesFull() ? " match full" : "")
              + (key.isDeferrable() ? " deferrable" : "")
              + (key.isDeferred() ? " deferred" : "")
              + (key.isValidated() ? "" : " not validated"),
          key.name());
    }
    return all;
  }

  private static Map<String, String> checks(CatalogueTable table, Catalogue catalogue) {
    var all = new TreeMap<String, String>();
    for (CatalogueCheck check : table.checks()) {
      all.put(
          folded(check.name(), table) + ": " + here(check.text(), catalogue)
              + (check.isValidated() ? "" : " not validated")
              + (check.isEnforced() ? "" : " not enforced"),
          check.name());
    }
    return all;
  }

  private void sequences() {
    for (CatalogueSequence sequence : expected.sequences()) {
      found
          .sequence(sequence.name())
          .ifPresentOrElse(
              there -> compare("Sequence " + sequence, facts(sequence), facts(there)),
              () -> differences.add("Sequence " + sequence + " is missing."));
    }
    var more = new TreeSet<String>();
    for (CatalogueSequence sequence : found.sequences()) {
      if (expected.sequence(sequence.name()).isEmpty()) {
        more.add("sequence " + sequence);
      }
    }
    notes.addAll(more);
  }

  private static Map<String, String> facts(CatalogueSequence sequence) {
    return Map.of(
        "increment", String.valueOf(sequence.increment()),
        "least value", String.valueOf(sequence.least()),
        "greatest value", String.valueOf(sequence.greatest()),
        "cycle", String.valueOf(sequence.cycles()));
  }

  private static String folded(String name, CatalogueTable table) {
    return table.ignoresCaseOfColumns() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** A text of the server without the name of the schema, which is another for each test. */
  private static String here(String text, Catalogue catalogue) {
    String schema = catalogue.schema();
    return text.replace("\"" + schema + "\".", "")
        .replace("`" + schema + "`.", "")
        .replace(schema + ".", "");
  }
}
