package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Change;
import org.bilayer.tools.internal.migration.text.Stage;

/** Plans the steps of one table that is there; {@link RulePlan} those of its keys, indexes, references and checks. */
final class TablePlan {

  private final TableDefinition table;
  private final CatalogueTable expected;
  private final CatalogueTable found;
  private final AlterSql alter;
  private final Renaming renaming;
  private final Retyping retyping;
  private final Steps steps = new Steps();

  TablePlan(
      TableDefinition table,
      CatalogueTable expected,
      CatalogueTable found,
      AlterSql alter,
      Renaming renaming,
      Retyping retyping) {
    this.table = table;
    this.expected = expected;
    this.found = found;
    this.alter = alter;
    this.renaming = renaming;
    this.retyping = retyping;
  }

  List<Step> steps(List<CatalogueDifference> differences) {
    Set<String> changed = new LinkedHashSet<>();
    for (CatalogueDifference difference : differences) {
      switch (difference.kind()) {
        case COLUMN -> column(difference);
        case TYPE, COLLATION, DEFAULT, NULLABILITY -> {
          if (changed.add(difference.object())) {
            change(difference.object(), differences);
          }
        }
        case GENERATION -> generation(difference);
        case ENGINE ->
          steps.active(
              Change.of(
                  Stage.TYPE,
                  "the table is copied, and writers wait",
                  "ALTER TABLE " + table.quoted() + " ENGINE=InnoDB"),
              difference);
        case TABLE ->
          steps.question(
              Change.of(Stage.TYPE, "unknown"),
              difference,
              "How does it become a table? Write the statements by hand.");
        case TRIGGER -> {
          if (difference.direction() != Direction.EXTRA) {
            triggers(difference.toString());
          }
        }
        default -> {}
      }
    }
    boolean columnsChange =
        differences.stream().anyMatch(difference -> difference.kind() == Kind.COLUMN)
            || renaming.concerns(table.name());
    if (columnsChange && !table.triggers().isEmpty()) {
      triggers(table.name() + ": the trigger names the columns that it fills");
    }
    new RulePlan(table, expected, found, alter, renaming, steps).plan(differences);
    return steps.all();
  }

  private void triggers(String reason) {
    boolean isPlanned = steps.all().stream().anyMatch(step -> step.stage() == Stage.TRIGGER);
    if (!isPlanned) {
      steps.active(
          new Change(Stage.TRIGGER, alter.triggers(table), "the table is locked for a short time"),
          reason);
    }
  }

  // --- columns

  private void column(CatalogueDifference difference) {
    if (difference.direction() == Direction.MISSING) {
      missing(table.column(difference.object()).orElseThrow(), difference);
      return;
    }
    if (difference.isRequired()) {
      steps.active(
          alter.dropNotNull(table.name(), found.column(difference.object()).orElseThrow()),
          difference);
    }
    steps.question(
        alter.dropColumn(table.name(), difference.object()),
        difference,
        "Has all code been stopped that uses the column, and does nobody need its values? A column that has another"
            + " name now is renamed: declare its former name instead.");
  }

  private void missing(ColumnDefinition column, CatalogueDifference difference) {
    if (!column.notNull() || column.isSupplied()) {
      steps.active(alter.addColumn(table, column, column.text()), difference);
    } else if (column.isVersion()) {
      steps.active(
          alter.addColumn(table, column, alter.versionDefinition(column)),
          difference
              + ". Versions begin at 1; the default serves code that does not know the column");
      steps.question(
          alter.dropDefault(table.name(), column.name()),
          difference,
          "Has all code been stopped that does not know the column?");
    } else {
      steps.active(alter.addColumn(table, column, column.text(false)), difference);
      fill(column, difference);
      alter.setNotNull(table, column).forEach(change -> steps.active(change, difference));
    }
  }

  private void fill(ColumnDefinition column, CatalogueDifference difference) {
    steps.question(
        Change.of(
            Stage.FILL,
            "the rows are locked until the end of the transaction",
            "UPDATE " + table.quoted() + " SET " + column.quoted() + " = NULL WHERE "
                + column.quoted() + " IS NULL"),
        difference,
        "Which value do rows without one get? Write it in place of the first NULL. Not needed if there are no such"
            + " rows; code that does not know the column must be stopped before.");
  }

  // --- what is there and differs

  private void change(String name, List<CatalogueDifference> differences) {
    ColumnDefinition column = table.column(name).orElseThrow();
    var live = found.column(name).orElseThrow();
    var wanted = expected.column(name).orElseThrow();
    Predicate<CatalogueDifference> own = difference -> difference.object().equals(name);
    Optional<CatalogueDifference> type =
        of(differences, own, Kind.TYPE).or(() -> of(differences, own, Kind.COLLATION));
    Optional<CatalogueDifference> nullability = of(differences, own, Kind.NULLABILITY);
    boolean requiredNow = !live.isNullable() && nullability.isEmpty();
    type.ifPresent(difference -> {
      Change change = alter.changeType(table, column, live, requiredNow);
      boolean isType = difference.kind() == Kind.TYPE;
      boolean keeps = isType
          ? Conversions.keepsValues(live.type(), wanted.type()) && keepsCharacters(live, wanted)
          : keepsCharacters(live, wanted);
      retyping.changed(found.name(), name, keeps);
      if (keeps) {
        steps.active(change, difference);
      } else {
        steps.question(
            change,
            difference,
            "Do all values fit? Values that do not are refused, cut off, rounded or changed; without all of the"
                + " values, add a column instead and copy.");
      }
    });
    nullability.ifPresent(difference -> {
      if (wanted.isNullable()) {
        steps.active(alter.dropNotNull(table, column), difference);
      } else {
        fill(column, difference);
        alter.setNotNull(table, column).forEach(change -> steps.active(change, difference));
      }
    });
    of(differences, own, Kind.DEFAULT).ifPresent(difference -> {
      if (difference.direction() == Direction.EXTRA) {
        steps.question(
            alter.dropDefault(table.name(), name),
            difference,
            "Does no other code rely on the default?");
      } else if (type.isEmpty()) {
        steps.active(alter.setDefault(table, column), difference);
      }
    });
  }

  private static Optional<CatalogueDifference> of(
      List<CatalogueDifference> differences, Predicate<CatalogueDifference> own, Kind kind) {
    return differences.stream().filter(own).filter(each -> each.kind() == kind).findFirst();
  }

  private static boolean keepsCharacters(CatalogueColumn live, CatalogueColumn wanted) {
    String from = live.collation().map(given -> given.characterSet()).orElse("");
    String to = wanted.collation().map(given -> given.characterSet()).orElse("");
    return from.equals(to) || to.equals("utf8mb4");
  }

  private void generation(CatalogueDifference difference) {
    ColumnDefinition column = table.column(difference.object()).orElseThrow();
    var sql = new ArrayList<String>();
    if (column.isComputed() || found.column(difference.object()).orElseThrow().isComputed()) {
      sql.addAll(alter.dropColumn(table.name(), column.name()).sql());
      sql.addAll(alter.addColumn(table, column, column.text()).sql());
    }
    steps.question(
        new Change(Stage.TYPE, sql, "the values of the column are lost or computed anew"),
        difference,
        "How do the values get from one way to the other? Rules and indexes on the column have to be added again.");
  }
}
