package org.bilayer.mybatis.internal.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.LiteralText;
import org.bilayer.mybatis.schema.ColumnDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition;
import org.bilayer.mybatis.schema.ConstraintDefinition.Kind;
import org.bilayer.mybatis.schema.IndexDefinition;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.mybatis.schema.TableDefinition;
import org.bilayer.store.Check;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;

/** Writes the definitions of the tables of a schema. */
public final class Definitions {

  /*
   * Every constraint is named as the model names it, so that a violation can be reported by that name. A foreign key to
   * a table that does not exist yet, which happens only where references run in a circle, is added at the end.
   */

  private final Dialect dialect;
  private final Schema schema;
  private final Set<String> indexNames = new HashSet<>();

  private Definitions(Dialect dialect, Schema schema) {
    this.dialect = dialect;
    this.schema = schema;
  }

  /**
   * The definitions of a schema's tables.
   *
   * @throws IllegalArgumentException if the database cannot hold one of the tables
   */
  public static SchemaDefinition of(Dialect dialect, Schema schema) {
    return new Definitions(dialect, schema).schema();
  }

  private SchemaDefinition schema() {
    dialect.checkNames(schema);
    Map<String, String> types = types();
    var sequences = new LinkedHashMap<String, String>();
    schema
        .sequences()
        .forEach(sequence -> sequences.put(
            dialect.placed(sequence.inDatabase()).name(), dialect.createSequence(sequence)));
    dialect.requireVersions(schema);
    var tables = new ArrayList<TableDefinition>();
    for (Table table : schema.tables()) {
      dialect.checkTypes(table);
      dialect.checkLimits(table);
      tables.add(table(table));
    }
    return new SchemaDefinition(dialect.name(), types, sequences, tables);
  }

  private TableDefinition table(Table table) {
    var columns = new ArrayList<ColumnDefinition>();
    for (int column = 0; column < table.columns().size(); column++) {
      if (column != table.version() || !table.hasServerVersion()) {
        columns.add(column(table, column));
      }
    }
    var constraints = new ArrayList<ConstraintDefinition>();
    constraints.add(keyed(table, Kind.PRIMARY_KEY, table.keyName(), "PRIMARY KEY ", table.key()));
    for (UniqueKey key : table.uniqueKeys()) {
      constraints.add(keyed(table, Kind.UNIQUE_KEY, key.name(), "UNIQUE ", key.columns()));
    }
    for (Check check : table.checks()) {
      String text = "CHECK (" + condition(table, check.condition()) + ")";
      constraints.add(constraint(Kind.CHECK, check.name(), List.of(), "", text));
    }
    var indexes = new ArrayList<IndexDefinition>();
    for (ForeignKey key : table.foreignKeys()) {
      if (key.enforced()) {
        constraints.add(reference(table, key));
        if (dialect.leavesForeignKeysUnindexed() && !isIndexed(table, key)) {
          indexes.add(named(indexName(table, key), list(table, key.columns())));
        }
      }
    }
    for (Index index : table.indexes()) {
      indexNames.add(table.inDatabase().schema().orElse("") + "." + index.name());
      indexes.add(named(index.name(), columns(table, index)));
    }
    return new TableDefinition(
        dialect.placed(table.inDatabase()).name(),
        dialect.placed(table.inDatabase()).schema(),
        dialect.quote(table.inDatabase()),
        columns,
        constraints,
        indexes,
        dialect.createTriggers(table),
        dialect.tableSuffix());
  }

  /** One type of labels has one statement, whichever columns have it. */
  private Map<String, String> types() {
    var statements = new LinkedHashMap<String, String>();
    for (Table table : schema.tables()) {
      for (StoredColumn column : table.columns()) {
        dialect.createType(column.type()).ifPresent(statement -> {
          String known = statements.putIfAbsent(column.type().databaseType(), statement);
          if (known != null && !known.equals(statement)) {
            throw new IllegalArgumentException(
                "The type " + column.type().databaseType()
                    + " cannot be created: the column " + table.name() + "." + column.name()
                    + " has other labels than another column of this type. Give both the same labels, or the types different names.");
          }
        });
      }
    }
    return statements;
  }

  private IndexDefinition named(String name, String columns) {
    return new IndexDefinition(name, dialect.quote(name), columns);
  }

  private String columns(Table table, Index index) {
    String columns = index.columns().stream()
        .map(column ->
            dialect.quotedColumn(table, column.column()) + (column.descending() ? " DESC" : ""))
        .collect(Collectors.joining(", ", "(", ")"));
    return index.where().isPresent() && dialect.hasPartialIndexes()
        ? columns + " WHERE " + condition(table, index.where().get())
        : columns;
  }

  private ColumnDefinition column(Table table, int position) {
    StoredColumn column = table.columns().get(position);
    return new ColumnDefinition(
        column.inDatabase(),
        dialect.quote(column.inDatabase()),
        dialect.columnType(table, position),
        column.generation().map(how -> dialect.generation(table, position, how)).orElse(""),
        column.generation().filter(how -> how.moment() == Moment.WRITE).isPresent(),
        position == table.version(),
        !column.nullable() && dialect.takesNotNull(column),
        table.hasIdentity() && table.key().contains(position) ? dialect.identityClause() : "");
  }

  private ConstraintDefinition constraint(
      Kind kind, String name, List<String> columns, String target, String text) {
    return new ConstraintDefinition(kind, name, dialect.quote(name), columns, target, text);
  }

  private ConstraintDefinition keyed(
      Table table, Kind kind, String name, String words, List<Integer> columns) {
    return constraint(kind, name, names(table, columns), "", words + list(table, columns));
  }

  private ConstraintDefinition reference(Table table, ForeignKey key) {
    Table target = schema.table(key.target());
    String text = "FOREIGN KEY " + list(table, key.columns()) + " REFERENCES "
        + dialect.quoteTarget(table, target) + " " + list(target, target.key());
    return constraint(
        Kind.REFERENCE,
        key.name(),
        names(table, key.columns()),
        dialect.quote(target.inDatabase()),
        text);
  }

  private static List<String> names(Table table, List<Integer> positions) {
    return positions.stream()
        .map(position -> table.columns().get(position).inDatabase())
        .toList();
  }

  private String list(Table table, List<Integer> positions) {
    return positions.stream()
        .map(position -> dialect.quotedColumn(table, position))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private String condition(Table table, Condition condition) {
    var text = new LiteralText(dialect);
    ConditionSql.append(dialect, table, condition, text);
    return text.sql();
  }

  /** Without an index on the referring columns, removing a referred row reads the whole table. */
  private static boolean isIndexed(Table table, ForeignKey key) {
    return isBeginning(key.columns(), table.key())
        || table.uniqueKeys().stream()
            .anyMatch(unique -> isBeginning(key.columns(), unique.columns()));
  }

  private static boolean isBeginning(List<Integer> columns, List<Integer> of) {
    return columns.size() <= of.size() && columns.equals(of.subList(0, columns.size()));
  }

  /** At most 63 bytes, as much as every database takes; indexes of one schema have different names. */
  private String indexName(Table table, ForeignKey key) {
    String schemaOfTable = table.inDatabase().schema().orElse("");
    String end = "_idx";
    for (int number = 2; ; number++) {
      String name = beginning(key.name(), 63 - end.length()) + end;
      if (indexNames.add(schemaOfTable + "." + name)) {
        return name;
      }
      end = "_idx" + number;
    }
  }

  private static String beginning(String name, int bytesMax) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytesMax) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }
}
