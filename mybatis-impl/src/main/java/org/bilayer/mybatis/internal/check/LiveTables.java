package org.bilayer.mybatis.internal.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.mybatis.internal.catalogue.DatabaseCatalogue;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.QualifiedName;
import org.bilayer.store.Schema;
import org.bilayer.store.Sequence;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;

/** The live tables that the tables of a model mean, from as many schemas of the database as the model names. */
final class LiveTables {

  private final Schema schema;
  private final Dialect dialect;
  private final Map<Optional<String>, Catalogue> catalogues = new HashMap<>();

  private LiveTables(Schema schema, Dialect dialect) {
    this.schema = schema;
    this.dialect = dialect;
  }

  /** Reads what a model names. An open transaction of the connection stays open. */
  static LiveTables read(Connection connection, Dialect dialect, Schema schema)
      throws SQLException {
    var wanted = new LinkedHashMap<Optional<String>, List<String>>();
    wanted.put(Optional.empty(), new ArrayList<>());
    for (Table table : schema.tables()) {
      add(dialect.placed(table.inDatabase()), wanted);
    }
    for (Sequence sequence : schema.sequences()) {
      add(dialect.placed(sequence.inDatabase()), wanted);
    }
    var live = new LiveTables(schema, dialect);
    DatabaseCatalogue catalogue = DatabaseCatalogue.of(dialect);
    for (Map.Entry<Optional<String>, List<String>> each : wanted.entrySet()) {
      live.catalogues.put(
          each.getKey(), catalogue.read(connection, each.getKey(), each.getValue()));
    }
    return live;
  }

  private static void add(QualifiedName name, Map<Optional<String>, List<String>> to) {
    to.computeIfAbsent(name.schema(), none -> new ArrayList<>()).add(name.name());
  }

  /** What was read of the schema in which a table lies. */
  Catalogue catalogue(Table table) {
    return catalogue(table.inDatabase());
  }

  private Catalogue catalogue(QualifiedName name) {
    return Objects.requireNonNull(catalogues.get(dialect.placed(name).schema()));
  }

  Optional<CatalogueTable> table(Table table) {
    return catalogue(table).table(table.inDatabase().name());
  }

  Optional<CatalogueSequence> sequence(Sequence sequence) {
    return catalogue(sequence.inDatabase()).sequence(sequence.inDatabase().name());
  }

  /** The schema of a table, as the database writes it; where tables are not found along a path, that which was read. */
  String schemaOf(Table table) {
    return table(table)
        .map(CatalogueTable::schema)
        .filter(found -> !found.isEmpty())
        .orElse(catalogue(table).schema());
  }

  /** Whether a live relation is that of a table of the model. */
  boolean isMapped(String liveSchema, String name) {
    return schema.tables().stream().anyMatch(table -> is(table, liveSchema, name));
  }

  /** Whether a table of the model means a live relation; an empty schema is not compared. */
  boolean is(Table table, String liveSchema, String name) {
    boolean folds = catalogue(table).ignoresCaseOfTables();
    return isSame(table.inDatabase().name(), name, folds)
        && (liveSchema.isEmpty() || isSame(schemaOf(table), liveSchema, folds));
  }

  private static boolean isSame(String one, String other, boolean folds) {
    return folds ? one.equalsIgnoreCase(other) : one.equals(other);
  }
}
