package org.bilayer.mybatis.internal.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.internal.catalogue.DatabaseCatalogue;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueSequence;

/** Compares a live database with a schema. */
public final class LiveCheck {

  private LiveCheck() {}

  /**
   * The differences, in the order of the schema's tables; breaking ones first within a table. An open transaction of the
   * connection stays open.
   */
  public static List<SchemaDifference> differences(
      Connection connection, Dialect dialect, Schema schema) throws SQLException {
    var names = new ArrayList<String>();
    schema.tables().forEach(table -> names.add(table.name()));
    schema.sequences().forEach(sequence -> names.add(sequence.name()));
    Catalogue catalogue = DatabaseCatalogue.of(dialect).read(connection, names);
    var all = new ArrayList<SchemaDifference>();
    for (Table table : schema.tables()) {
      var differences = new Differences(table.name());
      new TableCheck(dialect, catalogue, schema, table, differences)
          .check(catalogue.table(table.name()));
      all.addAll(differences.sorted());
    }
    for (Sequence sequence : schema.sequences()) {
      var differences = new Differences(sequence.name());
      check(sequence, catalogue.sequence(sequence.name()), differences);
      all.addAll(differences.sorted());
    }
    return List.copyOf(all);
  }

  private static void check(
      Sequence sequence, Optional<CatalogueSequence> live, Differences differences) {
    String expected = "a sequence with increment " + sequence.blockSize();
    if (live.isEmpty()) {
      differences.breaking(sequence.name(), expected, "none", "no id can be generated");
      return;
    }
    CatalogueSequence found = live.get();
    if (found.increment() != sequence.blockSize()) {
      differences.breaking(
          sequence.name(),
          expected,
          "increment " + found.increment(),
          "blocks of ids overlap or leave gaps");
    }
    if (found.cycles()) {
      differences.note(
          sequence.name(),
          "a sequence that ends",
          "CYCLE",
          "after the last number " + found.greatest() + " the first ids are taken again");
    }
  }
}
