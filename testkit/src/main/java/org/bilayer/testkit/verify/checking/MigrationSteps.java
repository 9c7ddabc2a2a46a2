package org.bilayer.testkit.verify.checking;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilayer.failure.DataException;
import org.bilayer.migration.Migrations;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Store;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueComparison;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.TestDatabase;

/**
 * The migrations of an application, and the check that they make the tables of a model. Immutable.
 *
 * @param released the versions to begin at; if there are none, every version
 */
public record MigrationSteps(Migrations migrations, List<String> released) {

  /*
   * The expected tables are made by the backend from the model, in another schema of the same server, and both are read from the
   * catalogue: the server itself says how it writes a type, a default and a condition. The backend's own check comes on top: it
   * knows what a difference breaks.
   */

  private static final String COMMITS = "bilayer_commit";

  /** Copies the list. */
  public MigrationSteps {
    released = List.copyOf(released);
  }

  /**
   * What a check has found.
   *
   * @param differences empty if the migrations make the model
   * @param summary for people
   */
  public record Found(List<String> differences, String summary) {}

  /** Applies the migrations from nothing and from each version, each time in a schema of its own. */
  public Found check(TestDatabase database, Schema schema) {
    Catalogue expected;
    try (Store store = Backends.of(database, UnaryOperator.identity()).create(schema, 0)) {
      expected = catalogue(store);
    }
    var differences = new LinkedHashSet<String>();
    var notes = new LinkedHashSet<String>();
    compare(database, schema, expected, List.of(), differences, notes);
    int rows = 0;
    List<String> starts = starts(database);
    for (String start : starts) {
      rows += compareFrom(database, schema, expected, start, differences, notes);
    }
    return new Found(
        List.copyOf(differences),
        "made from nothing and from " + starts.size() + " earlier versions with " + rows + " rows"
            + (notes.isEmpty() ? "" : "; beyond the model: " + String.join(", ", notes)));
  }

  private List<String> starts(TestDatabase database) {
    try (var place = database.newSchema("versions")) {
      List<String> known = migrations.versions(place.dataSource());
      if (!known.containsAll(released)) {
        throw new IllegalArgumentException(
            "A released version is not among the migrations [released=" + released + ", known="
                + known + "]. Name one of the known versions.");
      }
      List<String> earlier = known.subList(0, Math.max(0, known.size() - 1));
      return released.isEmpty() ? List.copyOf(earlier) : released;
    }
  }

  /** Returns the number of rows that were there when the later steps ran. */
  private int compareFrom(
      TestDatabase database,
      Schema schema,
      Catalogue expected,
      String start,
      Set<String> differences,
      Set<String> notes) {
    var found = new LinkedHashSet<String>();
    int rows;
    try {
      rows = compare(database, schema, expected, List.of(start), found, notes);
    } catch (DataException e) {
      differences.add("From version " + start + " with a row in each table: " + e.getMessage());
      return 0;
    }
    found.stream()
        .filter(each -> !differences.contains(each))
        .map(each -> "From version " + start + ": " + each)
        .forEach(differences::add);
    return rows;
  }

  private int compare(
      TestDatabase database,
      Schema schema,
      Catalogue expected,
      List<String> start,
      Set<String> differences,
      Set<String> notes) {
    var staged = new StagedMigrations(migrations, start);
    try (Store store = Backends.of(
            database, UnaryOperator.identity(), List.of(), Optional.of(staged))
        .create(schema, 0)) {
      store.differences().stream()
          .filter(each -> each.severity() == SchemaDifference.Severity.BREAKING)
          .map(SchemaDifference::toString)
          .forEach(differences::add);
      CatalogueComparison.differences(expected, catalogue(store)).stream()
          .filter(this::isOfModel)
          .forEach(each -> (each.isRequired() ? differences : notes).add(each.toString()));
    }
    return staged.rows();
  }

  /** The history of the tool is part of no model, and options decide whether an application keeps tokens of its commits. */
  private boolean isOfModel(CatalogueDifference difference) {
    return !difference.table().equalsIgnoreCase(COMMITS)
        && migrations.ownTables().stream().noneMatch(difference.table()::equalsIgnoreCase);
  }

  private static Catalogue catalogue(Store store) {
    return store
        .catalogue()
        .orElseThrow(() -> new IllegalStateException("The backend does not describe its tables."))
        .read();
  }
}
