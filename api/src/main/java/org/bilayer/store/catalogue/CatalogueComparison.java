package org.bilayer.store.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueDifference.Severity;

/**
 * Compares two schemas of one kind of database, both read by a {@link CatalogueReader}.
 *
 * <p>The database has then written both in its own words, therefore types, defaults and conditions are compared as texts. The
 * names of the two schemas do not count, nor does the order of columns, and no default is a default of NULL.
 */
public final class CatalogueComparison {

  private CatalogueComparison() {}

  /**
   * The differences, in the order of the expected tables, required ones first within a table; then the sequences, then the
   * tables that are not expected.
   *
   * @return immutable; empty for schemas that are alike
   */
  public static List<CatalogueDifference> differences(Catalogue expected, Catalogue found) {
    var all = new ArrayList<CatalogueDifference>();
    var texts = new ServerText(expected.schema(), found.schema());
    for (CatalogueTable table : expected.tables()) {
      all.addAll(found
          .table(table.name())
          .map(live -> sorted(new TableComparison(table, live, texts).differences()))
          .orElseGet(() -> List.of(missing(table))));
    }
    expected.sequences().stream()
        .filter(sequence -> sequence.owner().isEmpty())
        .forEach(sequence -> compare(sequence, found, all));
    found.tables().stream()
        .filter(table -> expected.table(table.name()).isEmpty())
        .forEach(table -> all.add(beyond(Kind.TABLE, table.name(), "a table")));
    found.sequences().stream()
        .filter(sequence -> sequence.owner().isEmpty())
        .filter(sequence -> expected.sequence(sequence.name()).isEmpty())
        .forEach(sequence -> all.add(beyond(Kind.SEQUENCE, sequence.name(), "a sequence")));
    return List.copyOf(all);
  }

  private static List<CatalogueDifference> sorted(List<CatalogueDifference> differences) {
    return differences.stream()
        .sorted(Comparator.comparing(CatalogueDifference::severity))
        .toList();
  }

  private static CatalogueDifference missing(CatalogueTable table) {
    return new CatalogueDifference(
        Kind.TABLE,
        Direction.MISSING,
        Severity.REQUIRED,
        table.name(),
        table.name(),
        "a table",
        "",
        "every read and write of it fails");
  }

  private static CatalogueDifference beyond(Kind kind, String name, String what) {
    return new CatalogueDifference(
        kind,
        Direction.EXTRA,
        Severity.NOTE,
        name,
        name,
        "",
        what,
        "harmless: nothing of the model uses it");
  }

  private static void compare(
      CatalogueSequence expected, Catalogue schema, List<CatalogueDifference> all) {
    String name = expected.name();
    String wanted = "increment " + expected.increment();
    CatalogueSequence found = schema.sequence(name).orElse(null);
    if (found == null) {
      all.add(new CatalogueDifference(
          Kind.SEQUENCE,
          Direction.MISSING,
          Severity.REQUIRED,
          name,
          name,
          wanted,
          "",
          "no id can be generated"));
    } else if (found.increment() != expected.increment()) {
      all.add(new CatalogueDifference(
          Kind.SEQUENCE,
          Direction.DIFFERENT,
          Severity.REQUIRED,
          name,
          name,
          wanted,
          "increment " + found.increment(),
          "blocks of ids overlap or leave gaps"));
    } else if (found.cycles() && !expected.cycles()) {
      all.add(new CatalogueDifference(
          Kind.SEQUENCE,
          Direction.DIFFERENT,
          Severity.REQUIRED,
          name,
          name,
          "NO CYCLE",
          "CYCLE",
          "after the last number the first ids are taken again"));
    }
  }
}
