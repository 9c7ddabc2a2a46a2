package org.bilayer.tools.internal.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.report.SchemaChange;

/**
 * The facts of a schema that sources depend on, each as one line of text. Data, comments of people, and indexes that serve queries
 * only are no such facts.
 *
 * <p>Immutable.
 */
public final class SchemaFacts {

  /** By table, and there by part. The part of the table itself is empty. */
  private final Map<String, Map<String, String>> tables;

  private SchemaFacts(Map<String, Map<String, String>> tables) {
    this.tables = tables;
  }

  /** The facts of the chosen tables. */
  public static SchemaFacts of(Catalogue catalogue, Predicate<String> chosen) {
    var tables = new TreeMap<String, Map<String, String>>();
    for (CatalogueTable table : catalogue.tables()) {
      if (chosen.test(table.name())) {
        tables.put(table.name(), facts(table, catalogue.schema()));
      }
    }
    return new SchemaFacts(tables);
  }

  private static Map<String, String> facts(CatalogueTable table, String schema) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("", relation(table));
    table.columns().forEach(column -> facts.put("column " + column.name(), column(column)));
    table.indexes().stream()
        .filter(index -> index.isUnique() || index.kind() == CatalogueIndex.Kind.EXCLUSION)
        .forEach(index -> facts.put(index(index) + " " + index.name(), parts(index)));
    table
        .foreignKeys()
        .forEach(key -> facts.put("foreign key " + key.name(), foreignKey(key, schema)));
    table.checks().forEach(check -> facts.put("check " + check.name(), check.text()));
    table.triggers().stream()
        .filter(trigger -> trigger.isEnabled())
        .forEach(trigger ->
            facts.put("trigger " + trigger.name(), trigger.timing() + " " + trigger.events()));
    return facts;
  }

  private static String relation(CatalogueTable table) {
    var facts = new ArrayList<String>();
    facts.add(table.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (!table.isTransactional()) {
      facts.add("without transactions");
    }
    if (!table.isWritable()) {
      facts.add("read only");
    }
    if (!table.children().isEmpty()) {
      facts.add("children " + table.children());
    }
    if (!table.rules().isEmpty()) {
      facts.add("rules " + table.rules());
    }
    if (table.hidesRows()) {
      facts.add("hides rows");
    }
    return String.join(", ", facts);
  }

  private static String column(CatalogueColumn column) {
    var facts = new StringBuilder(column.type().text());
    column
        .type()
        .domain()
        .ifPresent(domain -> facts.append(" (domain ").append(domain).append(')'));
    if (!column.type().values().isEmpty()) {
      facts.append(' ').append(column.type().values());
    }
    column
        .collation()
        .map(CatalogueCollation::name)
        .ifPresent(name -> facts.append(" COLLATE ").append(name));
    facts.append(column.isNullable() ? "" : " NOT NULL");
    if (column.generation() != CatalogueColumn.Generation.NONE) {
      facts.append(' ').append(column.generation());
    }
    column.expression().ifPresent(text -> facts.append(" AS ").append(text));
    column.defaultText().ifPresent(text -> facts.append(" DEFAULT ").append(text));
    column.onUpdate().ifPresent(text -> facts.append(" ON UPDATE ").append(text));
    return facts.toString();
  }

  private static String index(CatalogueIndex index) {
    return switch (index.kind()) {
      case PRIMARY_KEY -> "primary key";
      case EXCLUSION -> "exclusion";
      default -> "unique key";
    };
  }

  private static String parts(CatalogueIndex index) {
    return index.parts().stream()
            .map(part -> part.text()
                + (part.prefix().isPresent() ? "(" + part.prefix().getAsInt() + ")" : ""))
            .collect(Collectors.joining(", ", "(", ")"))
        + index.condition().map(text -> " WHERE " + text).orElse("")
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + (index.isValid() ? "" : " not valid");
  }

  private static String foreignKey(CatalogueForeignKey key, String schema) {
    boolean here = key.targetSchema().isEmpty() || key.targetSchema().equals(schema);
    return key.columns() + " REFERENCES " + (here ? "" : key.targetSchema() + ".") + key.target()
        + " " + key.targetColumns() + " ON DELETE " + key.onDelete() + " ON UPDATE "
        + key.onUpdate();
  }

  // --- as lines

  /** One line for each fact, with the parts separated by tabs. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    tables.forEach((table, facts) -> facts.forEach(
        (part, fact) -> lines.add(escaped(table) + "\t" + escaped(part) + "\t" + escaped(fact))));
    return lines;
  }

  /** The facts of such lines. */
  static SchemaFacts parse(List<String> lines) {
    var tables = new TreeMap<String, Map<String, String>>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 3) {
        tables
            .computeIfAbsent(plain(parts[0]), name -> new LinkedHashMap<>())
            .put(plain(parts[1]), plain(parts[2]));
      }
    }
    return new SchemaFacts(tables);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String plain(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(at);
      }
    }
    return plain.toString();
  }

  // --- compared

  /** What is otherwise now, in the order of tables and parts. */
  public List<SchemaChange> changesTo(SchemaFacts now) {
    var changes = new ArrayList<SchemaChange>();
    var names = new TreeSet<>(tables.keySet());
    names.addAll(now.tables.keySet());
    for (String table : names) {
      Map<String, String> before = tables.getOrDefault(table, Map.of());
      Map<String, String> after = now.tables.getOrDefault(table, Map.of());
      if (before.isEmpty() || after.isEmpty()) {
        changes.add(
            new SchemaChange(table, "", before.getOrDefault("", ""), after.getOrDefault("", "")));
        continue;
      }
      var parts = new TreeSet<>(before.keySet());
      parts.addAll(after.keySet());
      for (String part : parts) {
        String old = before.getOrDefault(part, "");
        String fresh = after.getOrDefault(part, "");
        if (!old.equals(fresh)) {
          changes.add(new SchemaChange(table, part, old, fresh));
        }
      }
    }
    return List.copyOf(changes);
  }
}
