package org.bilayer.mybatis.internal.live;

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

/** Compares a live database with a schema. */
public final class LiveCheck {

  private LiveCheck() {}

  /**
   * The differences, in the order of the schema's tables; breaking ones first within a table. An open transaction of the
   * connection stays open.
   */
  public static List<SchemaDifference> differences(
      Connection connection, Dialect dialect, Schema schema) throws SQLException {
    Catalogue catalogue = catalogue(dialect);
    LiveTables found =
        catalogue.tables(connection, schema.tables().stream().map(Table::name).toList());
    var all = new ArrayList<SchemaDifference>();
    for (Table table : schema.tables()) {
      all.addAll(new TableCheck(catalogue, dialect, schema, table).check(found.find(table.name())));
    }
    for (Sequence sequence : schema.sequences()) {
      increment(sequence, catalogue.increment(connection, sequence.name())).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private static Optional<SchemaDifference> increment(Sequence sequence, Optional<Long> found) {
    String expected = "a sequence with increment " + sequence.blockSize();
    if (found.isEmpty()) {
      return Optional.of(breaking(sequence.name(), expected, "none", "no id can be generated"));
    }
    return found.get() == sequence.blockSize()
        ? Optional.empty()
        : Optional.of(breaking(
            sequence.name(),
            expected,
            "increment " + found.get(),
            "blocks of ids overlap or leave gaps"));
  }

  private static SchemaDifference breaking(
      String sequence, String expected, String found, String consequence) {
    return new SchemaDifference(
        SchemaDifference.Severity.BREAKING, sequence, sequence, expected, found, consequence);
  }

  private static Catalogue catalogue(Dialect dialect) {
    return switch (dialect.name()) {
      case "H2" -> new H2Catalogue();
      case "PostgreSQL" -> new PostgreSqlCatalogue();
      case "MariaDB" -> new MariaDbCatalogue();
      default -> throw new AssertionError(dialect.name());
    };
  }
}
