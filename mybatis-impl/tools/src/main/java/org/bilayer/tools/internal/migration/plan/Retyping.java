package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Change;

/**
 * The columns that get another type. Some databases change a column only without the references that begin or end at it, and both
 * ends change before the reference comes back.
 */
final class Retyping {

  /** Whether the change runs as it is, by the table and the column. */
  private final Map<List<String>, Boolean> columns = new HashMap<>();

  void changed(String table, String column, boolean isActive) {
    columns.put(List.of(table, column), isActive);
  }

  /** The steps that drop references in the way, and add them again. */
  List<Step> references(
      Catalogue found,
      SchemaDefinition model,
      AlterSql alter,
      List<CatalogueDifference> differences) {
    var steps = new Steps();
    if (!alter.frozenByReferences()) {
      return steps.all();
    }
    for (CatalogueTable table : found.tables()) {
      for (CatalogueForeignKey key : table.foreignKeys()) {
        List<Boolean> ends = ends(table, key);
        boolean isPlanned = differences.stream()
            .anyMatch(difference -> difference.kind() == Kind.REFERENCE
                && difference.table().equals(table.name())
                && difference.object().equals(key.name()));
        Optional<TableDefinition> definition = model.tables().stream()
            .filter(each -> each.name().equals(table.name()))
            .findFirst();
        if (!ends.isEmpty() && !isPlanned && definition.isPresent()) {
          again(definition.get(), key, ends.contains(true), alter, steps);
        }
      }
    }
    return steps.all();
  }

  private List<Boolean> ends(CatalogueTable table, CatalogueForeignKey key) {
    return Stream.concat(
            key.columns().stream().map(column -> List.of(table.name(), column)),
            key.targetColumns().stream().map(column -> List.of(key.target(), column)))
        .filter(columns::containsKey)
        .map(columns::get)
        .toList();
  }

  private static void again(
      TableDefinition table,
      CatalogueForeignKey key,
      boolean isActive,
      AlterSql alter,
      Steps steps) {
    Optional<ConstraintDefinition> wanted = table.constraints().stream()
        .filter(constraint -> constraint.kind() == ConstraintDefinition.Kind.REFERENCE)
        .filter(constraint -> constraint.columns().equals(key.columns()))
        .findFirst();
    if (wanted.isEmpty()) {
      return;
    }
    String reason = table.name() + "." + key.name()
        + ": a column of the reference gets another type, for which the reference goes and comes back";
    var changes = new ArrayList<Change>();
    changes.add(alter.dropReference(table.name(), key));
    changes.addAll(alter.addReference(table, wanted.get()));
    for (Change change : changes) {
      if (isActive) {
        steps.active(change, reason);
      } else {
        steps.question(change, reason, "Is the type of the column changed, see its question?");
      }
    }
  }
}
