package org.bilayer.tools;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.tools.internal.plan.AggregatePlan;
import org.bilayer.tools.internal.plan.MemberPlan;
import org.bilayer.tools.internal.plan.ModelPlan;
import org.bilayer.tools.internal.plan.Planner;
import org.bilayer.tools.internal.plan.Suggestions;
import org.bilayer.tools.internal.profile.ProfileLimits;
import org.bilayer.tools.internal.profile.Profiler;
import org.bilayer.tools.internal.profile.TableProfile;
import org.bilayer.tools.internal.proof.SourceProof;
import org.bilayer.tools.internal.source.SourceWriter;
import org.bilayer.tools.report.Finding;

/** Makes the sources of a model from a schema: rows, plan, proof, text. One thread. */
final class Making {

  /*
   * The sources are compiled and their model is compared with the database before anything is written. So the report has every
   * difference that the live check of the application will show, in its words, and a fault of the import cannot leave sources
   * behind that do not compile. A table that the model refuses is left out, with the refusal as its reason. The compiler takes
   * most of the time of an import, so a large schema is proved on request only.
   */

  private static final int PROVED_MAX = 100;

  private final DataSource dataSource;
  private final Catalogue catalogue;
  private final Planner.Wishes wishes;
  private final ProfileLimits limits;
  private final String schema;
  private final Optional<Boolean> proves;
  private final Steps steps;

  Making(
      DataSource dataSource,
      Catalogue catalogue,
      Planner.Wishes wishes,
      ProfileLimits limits,
      String schema,
      Optional<Boolean> proves,
      Steps steps) {
    this.proves = proves;
    this.dataSource = dataSource;
    this.catalogue = catalogue;
    this.wishes = wishes;
    this.limits = limits;
    this.schema = schema;
    this.steps = steps;
  }

  /** The sources by name, and what they do not say. */
  record Made(String headline, Map<String, String> sources, List<Finding> findings) {}

  Made make() {
    var profiles = new HashMap<String, TableProfile>();
    var suggested = new ArrayList<Finding>();
    var refused = new HashMap<String, String>();
    try (Connection connection = dataSource.getConnection()) {
      boolean before = connection.getAutoCommit();
      connection.setAutoCommit(true);
      var profiler = new Profiler(connection, catalogue, limits);
      profile(profiler, profiles);
      ModelPlan first = Planner.plan(catalogue, profiles, wishes, refused, false);
      suggested.addAll(Suggestions.about(first, profiler));
      connection.setAutoCommit(before);
    } catch (SQLException e) {
      throw new StorageFailureException("The rows of the tables cannot be read.", e);
    }
    ModelPlan plan = proved(profiles, refused, suggested);
    return new Made(headline(plan), SourceWriter.write(plan, schema), plan.findings());
  }

  private String headline(ModelPlan plan) {
    return "The schema " + catalogue.schema() + ": " + plan.aggregates().size() + " mappings of "
        + catalogue.tables().stream()
            .map(CatalogueTable::name)
            .filter(wishes.chosen())
            .count()
        + " tables and views, "
        + plan.aggregates().stream().filter(AggregatePlan::isReadOnly).count()
        + " of them only read.";
  }

  private void profile(Profiler profiler, Map<String, TableProfile> profiles) {
    steps.begin("rows", "looking at rows");
    int done = 0;
    for (CatalogueTable table : catalogue.tables()) {
      steps.at(done++, catalogue.tables().size(), "tables");
      if (wishes.chosen().test(table.name())) {
        profiles.put(table.name(), profiler.profile(table));
      }
    }
  }

  // --- proved

  private ModelPlan proved(
      Map<String, TableProfile> profiles, Map<String, String> refused, List<Finding> suggested) {
    boolean translatesChecks = true;
    while (true) {
      ModelPlan plan =
          Planner.plan(catalogue, profiles, wishes, refused, translatesChecks).with(suggested);
      if (plan.aggregates().isEmpty()) {
        throw new IllegalStateException(
            "None of the tables can be a mapping; nothing was written: " + plan.findings());
      }
      Optional<String> obstacle = obstacle(plan);
      if (obstacle.isPresent()) {
        return plan.with(List.of(new Finding(
            Finding.Kind.NOTED,
            catalogue.schema(),
            catalogue.schema(),
            "the sources were neither compiled nor compared with the database: "
                + obstacle.get())));
      }
      Map<String, String> sources = SourceWriter.write(plan, schema);
      steps.begin("compiler", "compiling " + sources.size() + " sources");
      try {
        Model model = SourceProof.model(sources, plan.packageName(), plan.name());
        steps.begin("live check", "comparing the model with the database");
        return plan.with(differences(plan, model));
      } catch (InvalidModelException e) {
        if (!refuse(e, plan, refused)) {
          throw e;
        }
      } catch (InvalidValueException e) {
        // A check compares a column with a value that the column cannot have.
        if (!translatesChecks) {
          throw e;
        }
        translatesChecks = false;
      }
    }
  }

  /** Why the sources are not proved. */
  private Optional<String> obstacle(ModelPlan plan) {
    if (!proves.orElse(plan.aggregates().size() <= PROVED_MAX)) {
      return Optional.of(
          proves.isPresent()
              ? "as was asked for"
              : "there are more than " + PROVED_MAX
                  + " mappings. Ask for it by --prove, or open a data layer on the model");
    }
    return SourceProof.isPossible() ? Optional.empty() : Optional.of("this Java has no compiler");
  }

  /** Leaves out the tables that the model refuses. */
  private static boolean refuse(
      InvalidModelException e, ModelPlan plan, Map<String, String> refused) {
    boolean some = false;
    for (String fault : e.faults()) {
      Optional<AggregatePlan> aggregate = plan.aggregates().stream()
          .filter(each ->
              fault.startsWith(each.logical() + ":") || fault.startsWith(each.logical() + "."))
          .findFirst();
      if (aggregate.isPresent()) {
        refused.putIfAbsent(aggregate.get().table().name(), "the model refuses it: " + fault);
        some = true;
      }
    }
    return some;
  }

  private List<Finding> differences(ModelPlan plan, Model model) {
    var findings = new ArrayList<Finding>();
    for (SchemaDifference difference : MyBatisDataLayer.schemaDifferences(model, dataSource)) {
      Optional<AggregatePlan> aggregate = plan.aggregates().stream()
          .filter(each -> each.logical().equals(difference.table()))
          .findFirst();
      String table = aggregate.map(each -> each.table().name()).orElse(difference.table());
      String part = aggregate.map(each -> part(each, difference)).orElse(difference.part());
      if (!isSaid(plan, table, part, difference)) {
        findings.add(new Finding(
            difference.isBreaking() ? Finding.Kind.DIFFERENT : Finding.Kind.NOTED,
            table,
            part,
            "the model has " + difference.expected() + ", the database " + difference.found() + "; "
                + difference.consequence()));
      }
    }
    return findings;
  }

  private static String part(AggregatePlan plan, SchemaDifference difference) {
    if (difference.part().equals(difference.table())) {
      return plan.table().name();
    }
    return plan.members().stream()
        .filter(member -> member.logical().equals(difference.part()))
        .map(MemberPlan::column)
        .map(column -> column.name())
        .findFirst()
        .orElse(difference.part());
  }

  /** Whether the plan says the same of the same part. */
  private static boolean isSaid(
      ModelPlan plan, String table, String part, SchemaDifference difference) {
    return plan.about(table).stream()
        .filter(finding -> finding.part().equals(part) && !part.equals(table))
        .anyMatch(finding -> !difference.isBreaking() || finding.kind() == Finding.Kind.LEFT_OUT);
  }
}
