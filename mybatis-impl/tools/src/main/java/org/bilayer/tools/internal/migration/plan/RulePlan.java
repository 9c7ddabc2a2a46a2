package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Change;
import org.bilayer.tools.internal.migration.text.Stage;

/** Plans the steps of keys, indexes, references and checks. */
final class RulePlan {

  private final TableDefinition table;
  private final CatalogueTable expected;
  private final CatalogueTable found;
  private final AlterSql alter;
  private final Renaming renaming;
  private final Steps steps;

  RulePlan(
      TableDefinition table,
      CatalogueTable expected,
      CatalogueTable found,
      AlterSql alter,
      Renaming renaming,
      Steps steps) {
    this.table = table;
    this.expected = expected;
    this.found = found;
    this.alter = alter;
    this.renaming = renaming;
    this.steps = steps;
  }

  void plan(List<CatalogueDifference> differences) {
    for (CatalogueDifference difference : differences) {
      switch (difference.kind()) {
        case PRIMARY_KEY -> primaryKey(difference);
        case UNIQUE_KEY -> unique(difference);
        case INDEX -> index(difference);
        case REFERENCE -> reference(difference);
        case CHECK -> check(difference);
        case NAME -> name(difference);
        default -> {}
      }
    }
  }

  private ConstraintDefinition constraint(String name) {
    return table.constraints().stream()
        .filter(constraint -> constraint.name().equals(name))
        .findFirst()
        .or(() -> table.constraints().stream()
            .filter(constraint -> constraint.name().equalsIgnoreCase(name))
            .findFirst())
        .orElseThrow();
  }

  private CatalogueIndex liveIndex(String name) {
    return found.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void primaryKey(CatalogueDifference difference) {
    ConstraintDefinition key = table.constraints().get(0);
    if (difference.direction() == Direction.MISSING) {
      alter.addPrimaryKey(table, key).forEach(change -> steps.active(change, difference));
      return;
    }
    var sql =
        new ArrayList<>(alter.dropPrimaryKey(table.name(), difference.object()).sql());
    Change add = alter.addPrimaryKey(table, key).get(0);
    sql.addAll(add.sql());
    steps.question(
        new Change(add.stage(), sql, add.risk()),
        difference,
        "Does each row have a key of its own by these columns? References to the table have to be dropped before,"
            + " and added again.");
  }

  private void unique(CatalogueDifference difference) {
    if (difference.direction() != Direction.MISSING) {
      steps.active(alter.dropUnique(table.name(), liveIndex(difference.object())), difference);
    }
    if (difference.direction() != Direction.EXTRA) {
      ConstraintDefinition key = constraint(difference.object());
      alter.addUnique(table, key).forEach(change -> steps.active(change, difference));
    }
  }

  private void index(CatalogueDifference difference) {
    if (difference.direction() == Direction.EXTRA) {
      Change drop = alter.dropIndex(table.name(), difference.object());
      if (liveIndex(difference.object()).isValid()) {
        steps.question(drop, difference, "Does no query of other code need the index?");
      } else {
        steps.active(drop, difference);
      }
      return;
    }
    CatalogueIndex wanted = expected.indexes().stream()
        .filter(index -> index.name().equalsIgnoreCase(difference.object()))
        .findFirst()
        .orElseThrow();
    IndexDefinition definition = table.indexes().stream()
        .filter(index -> index.name().equalsIgnoreCase(wanted.name()))
        .findFirst()
        .orElseGet(() -> alter.index(wanted));
    List<Change> changes = difference.direction() == Direction.MISSING
        ? alter.addIndex(table, definition)
        : alter.replaceIndex(table, definition);
    changes.forEach(change -> steps.active(change, difference));
  }

  private void reference(CatalogueDifference difference) {
    Optional<CatalogueForeignKey> live = found.foreignKeys().stream()
        .filter(key -> key.name().equals(difference.object()))
        .findFirst();
    if (difference.direction() == Direction.DIFFERENT
        && difference.found().equals("not validated")) {
      alter
          .validate(table, difference.object())
          .forEach(change -> steps.active(change, difference));
      return;
    }
    if (difference.direction() != Direction.MISSING) {
      steps.active(alter.dropReference(table.name(), live.orElseThrow()), difference);
    }
    if (difference.direction() != Direction.EXTRA) {
      ConstraintDefinition wanted =
          live.flatMap(this::sameReference).orElseGet(() -> constraint(difference.object()));
      alter.addReference(table, wanted).forEach(change -> steps.active(change, difference));
    }
  }

  /** A reference of another name has the columns of the one that is expected. */
  private Optional<ConstraintDefinition> sameReference(CatalogueForeignKey live) {
    return table.constraints().stream()
        .filter(constraint -> constraint.kind() == ConstraintDefinition.Kind.REFERENCE)
        .filter(constraint -> constraint.name().equals(live.name()))
        .findFirst()
        .or(() -> table.constraints().stream()
            .filter(constraint -> constraint.kind() == ConstraintDefinition.Kind.REFERENCE)
            .filter(constraint -> constraint.columns().equals(live.columns()))
            .findFirst());
  }

  private void check(CatalogueDifference difference) {
    Optional<CatalogueCheck> live = found.checks().stream()
        .filter(check -> check.name().equals(difference.object()))
        .findFirst();
    if (difference.found().equals("not validated")) {
      alter
          .validate(table, difference.object())
          .forEach(change -> steps.active(change, difference));
      return;
    }
    if (live.isPresent() && live.get().column().isPresent()) {
      steps.question(
          Change.of(Stage.TYPE, "the check belongs to a column or a domain"),
          difference,
          "Where does the check come from, and may it go? Write the statement by hand.");
      return;
    }
    if (difference.direction() != Direction.MISSING) {
      steps.active(alter.dropCheck(table.name(), live.orElseThrow()), difference);
    }
    if (difference.direction() != Direction.EXTRA) {
      alter
          .addCheck(table, constraint(difference.object()))
          .forEach(change -> steps.active(change, difference));
    }
  }

  /** A rule keeps its name unless its table or column has a new one: then the name may be that of another rule soon. */
  private void name(CatalogueDifference difference) {
    if (!renaming.concerns(table.name())) {
      return;
    }
    String from = difference.found();
    String to = difference.expected();
    Optional<CatalogueIndex> index =
        found.indexes().stream().filter(each -> each.name().equals(from)).findFirst();
    Optional<CatalogueForeignKey> reference =
        found.foreignKeys().stream().filter(each -> each.name().equals(from)).findFirst();
    boolean isReference = reference.isPresent()
        && expected.foreignKeys().stream().anyMatch(each -> each.name().equals(to));
    if (index.isPresent() && !isReference) {
      alter
          .renameIndex(table.name(), index.get(), to)
          .ifPresent(change -> steps.active(change, difference));
      return;
    }
    Optional<Change> rename = alter.renameConstraint(table.name(), from, to);
    if (rename.isPresent()) {
      steps.active(rename.get(), difference);
    } else if (reference.isPresent()) {
      steps.active(alter.dropReference(table.name(), reference.get()), difference);
      alter.addReference(table, constraint(to)).forEach(change -> steps.active(change, difference));
    } else {
      found.checks().stream().filter(each -> each.name().equals(from)).forEach(live -> {
        steps.active(alter.dropCheck(table.name(), live), difference);
        alter.addCheck(table, constraint(to)).forEach(change -> steps.active(change, difference));
      });
    }
  }
}
