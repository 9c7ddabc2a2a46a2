package org.bilayer.tools.internal.migration.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueComparison;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.migration.text.AlterDialects;
import org.bilayer.tools.internal.migration.text.AlterSql;
import org.bilayer.tools.internal.migration.text.Change;
import org.bilayer.tools.internal.migration.text.Stage;

/**
 * The steps from a schema to that of a model.
 *
 * <p>Immutable.
 *
 * @param differences what differs once the declared renames are done, in the order of the model's tables
 * @param steps in the order in which they run
 */
public record MigrationPlan(List<CatalogueDifference> differences, List<Step> steps) {

  /** Copies the lists. */
  public MigrationPlan {
    differences = List.copyOf(differences);
    steps = List.copyOf(steps);
  }

  /**
   * Whether the schema has to change: by a rename that the model declares, or by a required difference. Questions about what nothing
   * of the model uses need no migration of their own.
   */
  public boolean isNeeded() {
    return differences.stream().anyMatch(CatalogueDifference::isRequired)
        || steps.stream().anyMatch(step -> step.stage() == Stage.RENAME);
  }

  /**
   * Plans a migration.
   *
   * @param model how the tables of the model are defined
   * @param expected the same, as the database describes them
   * @param found what is there
   */
  public static MigrationPlan of(
      SchemaDefinition model, Catalogue expected, Catalogue found, Renames renames) {
    AlterSql alter = AlterDialects.named(model.dialect());
    var renaming = new Renaming(renames, alter);
    Catalogue renamed = renaming.apply(found);
    List<CatalogueDifference> differences = CatalogueComparison.differences(expected, renamed);
    var steps = new ArrayList<>(renaming.steps());
    steps.addAll(new Planning(model, expected, renamed, alter, renaming).steps(differences));
    steps.sort(Comparator.comparing(Step::stage));
    return new MigrationPlan(differences, steps);
  }

  /** Plans the steps for each difference. */
  private static final class Planning {

    private final SchemaDefinition model;
    private final Catalogue expected;
    private final Catalogue found;
    private final AlterSql alter;
    private final Renaming renaming;
    private final List<Step> steps = new ArrayList<>();

    Planning(
        SchemaDefinition model,
        Catalogue expected,
        Catalogue found,
        AlterSql alter,
        Renaming renaming) {
      this.model = model;
      this.expected = expected;
      this.found = found;
      this.alter = alter;
      this.renaming = renaming;
    }

    List<Step> steps(List<CatalogueDifference> differences) {
      var retyping = new Retyping();
      sequences(differences);
      types();
      newTables();
      for (TableDefinition table : model.tables()) {
        Optional<CatalogueTable> wanted = expected.table(table.name());
        Optional<CatalogueTable> live = found.table(table.name());
        if (wanted.isPresent() && live.isPresent()) {
          List<CatalogueDifference> own = differences.stream()
              .filter(difference -> difference.table().equals(live.get().name()))
              .toList();
          steps.addAll(
              new TablePlan(table, wanted.get(), live.get(), alter, renaming, retyping).steps(own));
        }
      }
      steps.addAll(retyping.references(found, model, alter, differences));
      differences.stream()
          .filter(difference ->
              difference.kind() == Kind.TABLE && difference.direction() == Direction.EXTRA)
          .forEach(this::extraTable);
      return steps;
    }

    private void sequences(List<CatalogueDifference> differences) {
      for (CatalogueDifference difference : differences) {
        if (difference.kind() != Kind.SEQUENCE || difference.direction() == Direction.EXTRA) {
          continue;
        }
        String name = difference.object();
        if (difference.direction() == Direction.MISSING) {
          add(
              Stage.CREATE,
              List.of(model.sequences().get(name)),
              difference.toString(),
              "nothing that is there changes",
              Optional.empty());
        } else {
          long increment = expected.sequence(name).orElseThrow().increment();
          add(
              Stage.CREATE,
              List.of("ALTER SEQUENCE " + alter.quote(name) + " INCREMENT BY " + increment
                  + (model.dialect().equals("MariaDB") ? " NOCYCLE" : " NO CYCLE")),
              difference.toString(),
              "running code takes blocks of the old size",
              Optional.of(
                  "Has all code been stopped that takes numbers in blocks of the old size, and is the"
                      + " next number of the sequence greater than every id?"));
        }
      }
    }

    private void add(
        Stage stage, List<String> sql, String reason, String risk, Optional<String> question) {
      steps.add(new Step(stage, sql, reason, risk, question));
    }

    /** A type is there if a column has it: catalogues list columns only. */
    private void types() {
      model.types().forEach((name, statement) -> {
        boolean isThere = found.tables().stream()
            .flatMap(table -> table.columns().stream())
            .anyMatch(column -> column.type().text().replace("\"", "").equals(name));
        if (!isThere) {
          add(
              Stage.CREATE,
              List.of(statement),
              name + ": no column has this type yet",
              "nothing that is there changes",
              Optional.empty());
        }
      });
    }

    private void newTables() {
      Set<String> there = new HashSet<>();
      model.tables().stream()
          .filter(table -> found.table(table.name()).isPresent())
          .forEach(table -> there.add(table.quoted()));
      for (TableDefinition table : model.tables()) {
        if (found.table(table.name()).isPresent()) {
          continue;
        }
        there.add(table.quoted());
        var sql = new ArrayList<String>();
        sql.add(table.create(
            constraint -> !isReference(constraint) || there.contains(constraint.target())));
        table.indexes().forEach(index -> sql.add(index.statement(table.quoted())));
        sql.addAll(table.triggers());
        String reason = table.name() + ": the table is missing";
        add(
            Stage.CREATE,
            sql,
            reason,
            "the tables to which it refers are locked for a short time",
            Optional.empty());
        table.constraints().stream()
            .filter(constraint -> isReference(constraint) && !there.contains(constraint.target()))
            .forEach(constraint -> add(
                Stage.RULE,
                List.of(table.add(constraint)),
                table.name() + "." + constraint.name() + ": references run in a circle",
                "both tables are locked for a short time",
                Optional.empty()));
      }
    }

    private static boolean isReference(ConstraintDefinition constraint) {
      return constraint.kind() == ConstraintDefinition.Kind.REFERENCE;
    }

    private void extraTable(CatalogueDifference difference) {
      if (found.table(difference.table()).orElseThrow().kind() != CatalogueTable.Kind.TABLE) {
        return;
      }
      Change drop = alter.dropTable(difference.table());
      steps.add(new Step(
          drop.stage(),
          drop.sql(),
          difference.toString(),
          drop.risk(),
          Optional.of("Does nobody need the rows of the table any more?")));
    }
  }
}
