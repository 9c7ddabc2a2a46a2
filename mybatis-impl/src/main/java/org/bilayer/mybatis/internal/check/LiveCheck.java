package org.bilayer.mybatis.internal.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
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
    LiveTables live = LiveTables.read(connection, dialect, schema);
    var all = new ArrayList<SchemaDifference>();
    for (Table table : schema.tables()) {
      var differences = new Differences(table.name());
      new TableCheck(dialect, live, schema, table, differences).check();
      all.addAll(differences.sorted());
    }
    for (Sequence sequence : schema.sequences()) {
      var differences = new Differences(sequence.name());
      check(sequence, live.sequence(sequence), differences);
      all.addAll(differences.sorted());
    }
    return List.copyOf(all);
  }

  private static void check(
      Sequence sequence, Optional<CatalogueSequence> live, Differences differences) {
    String place = sequence.inDatabase().toString();
    String expected = "a sequence "
        + (place.equals(sequence.name()) ? "" : place + " ")
        + "with increment " + sequence.blockSize();
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
