package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Change;
import org.bilayer.tools.internal.migration.text.Stage;

/** Applies declared renames to a schema as a value: what the schema is once the statements have run. */
final class Renaming {

  /*
   * A rename is done where the old name is there and the new one is not; otherwise it was done before, or the table is created.
   * Expressions are the server's own text, in which a column stands as a bare or a quoted name.
   */

  private final Renames renames;
  private final AlterSql alter;
  private final Map<String, String> tables = new TreeMap<>();
  private final Map<String, Map<String, String>> columns = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();

  Renaming(Renames renames, AlterSql alter) {
    this.renames = renames;
    this.alter = alter;
  }

  /** The schema after the renames. */
  Catalogue apply(Catalogue found) {
    renames.tables().forEach((now, formerly) -> {
      if (found.table(now).isEmpty() && found.table(formerly).isPresent()) {
        tables.put(found.table(formerly).get().name(), now);
        step(
            alter.renameTable(found.table(formerly).get().name(), now), now, "the table", formerly);
      }
    });
    for (CatalogueTable table : found.tables()) {
      String name = tables.getOrDefault(table.name(), table.name());
      renames.ofColumns(name).forEach((now, formerly) -> {
        if (table.column(now).isEmpty() && table.column(formerly).isPresent()) {
          columns
              .computeIfAbsent(table.name(), none -> new TreeMap<>())
              .put(table.column(formerly).get().name(), now);
          step(
              alter.renameColumn(name, table.column(formerly).get().name(), now),
              name + "." + now,
              "the column",
              formerly);
        }
      });
    }
    Catalogue.Builder renamed = Catalogue.of(found.product(), found.schema())
        .tables(found.tables().stream().map(this::renamed).toList())
        .sequences(found.sequences())
        .sqlMode(found.sqlMode())
        .ignoresCaseOfTables(found.ignoresCaseOfTables())
        .hidden(found.hidden());
    found.collation().ifPresent(renamed::collation);
    return renamed.build();
  }

  private void step(Change change, String place, String what, String formerly) {
    steps.add(new Step(
        Stage.RENAME,
        change.sql(),
        place + ": the model says that " + what + " was called " + formerly,
        change.risk(),
        Optional.empty()));
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether a table has a new name, or one of its columns. */
  boolean concerns(String table) {
    return tables.containsValue(table)
        || columns.keySet().stream()
            .anyMatch(before -> tables.getOrDefault(before, before).equals(table));
  }

  private CatalogueTable renamed(CatalogueTable table) {
    Map<String, String> names = columns.getOrDefault(table.name(), Map.of());
    UnaryOperator<String> column = name -> names.getOrDefault(name, name);
    return CatalogueTable.named(tables.getOrDefault(table.name(), table.name()), table.kind())
        .schema(table.schema())
        .parents(table.parents())
        .children(table.children())
        .engine(table.engine())
        .transactional(table.isTransactional())
        .comment(table.comment())
        .columns(
            table.columns().stream().map(each -> renamed(each, names)).collect(Collectors.toList()))
        .indexes(table.indexes().stream().map(index -> renamed(index, names)).toList())
        .foreignKeys(
            table.foreignKeys().stream().map(key -> renamed(key, column)).toList())
        .referrers(table.referrers())
        .checks(table.checks().stream().map(check -> renamed(check, names)).toList())
        .triggers(table.triggers())
        .rules(table.rules())
        .rowSecurity(table.rowSecurity())
        .hidesRows(table.hidesRows())
        .writable(table.isWritable())
        .ignoresCaseOfColumns(table.ignoresCaseOfColumns())
        .build();
  }

  private CatalogueColumn renamed(CatalogueColumn column, Map<String, String> names) {
    CatalogueColumn.Builder renamed = CatalogueColumn.named(
            names.getOrDefault(column.name(), column.name()), column.type())
        .position(column.position())
        .nullable(column.isNullable())
        .generation(column.generation())
        .comment(column.comment());
    column.defaultText().ifPresent(renamed::defaultText);
    column.expression().ifPresent(text -> renamed.expression(text(text, names)));
    column.onUpdate().ifPresent(renamed::onUpdate);
    column.collation().ifPresent(renamed::collation);
    return renamed.build();
  }

  private CatalogueIndex renamed(CatalogueIndex index, Map<String, String> names) {
    List<CatalogueIndex.Part> parts = index.parts().stream()
        .map(part -> {
          CatalogueIndex.Part renamed = part.isExpression()
              ? CatalogueIndex.Part.expression(text(part.text(), names))
              : CatalogueIndex.Part.column(names.getOrDefault(part.text(), part.text()));
          renamed =
              part.prefix().isPresent() ? renamed.beginning(part.prefix().getAsInt()) : renamed;
          return part.isDescending() ? renamed.descending() : renamed;
        })
        .toList();
    CatalogueIndex.Builder renamed = CatalogueIndex.named(index.name(), index.kind(), parts)
        .method(index.method())
        .included(index.included())
        .nullsNotDistinct(index.nullsNotDistinct())
        .valid(index.isValid())
        .deferrable(index.isDeferrable())
        .deferred(index.isDeferred())
        .definition(index.definition());
    index.condition().ifPresent(text -> renamed.condition(text(text, names)));
    return renamed.build();
  }

  private CatalogueForeignKey renamed(CatalogueForeignKey key, UnaryOperator<String> column) {
    Map<String, String> target = columns.getOrDefault(key.target(), Map.of());
    return CatalogueForeignKey.named(
            key.name(),
            key.columns().stream().map(column).toList(),
            tables.getOrDefault(key.target(), key.target()),
            key.targetColumns().stream()
                .map(name -> target.getOrDefault(name, name))
                .toList())
        .targetSchema(key.targetSchema())
        .onDelete(key.onDelete())
        .onUpdate(key.onUpdate())
        .matchesFull(key.matchesFull())
        .deferrable(key.isDeferrable())
        .deferred(key.isDeferred())
        .validated(key.isValidated())
        .build();
  }

  private CatalogueCheck renamed(CatalogueCheck check, Map<String, String> names) {
    CatalogueCheck.Builder renamed = CatalogueCheck.named(check.name(), text(check.text(), names))
        .validated(check.isValidated())
        .enforced(check.isEnforced());
    check.column().ifPresent(name -> renamed.column(names.getOrDefault(name, name)));
    return renamed.build();
  }

  /** An expression with the new names, outside of literals. */
  private String text(String text, Map<String, String> names) {
    String renamed = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      String bare = Pattern.quote(name.getKey());
      Matcher words = Pattern.compile("'(?:[^']|'')*'|" + Pattern.quote(alter.quote(name.getKey()))
              + "|(?<![\\w\"`.])" + bare + "(?![\\w\"`(])")
          .matcher(renamed);
      renamed = words.replaceAll(found -> Matcher.quoteReplacement(
          found.group().startsWith("'")
              ? found.group()
              : found.group().equals(name.getKey())
                  ? bareOrQuoted(name.getValue())
                  : alter.quote(name.getValue())));
    }
    return renamed;
  }

  private String bareOrQuoted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : alter.quote(name);
  }
}
