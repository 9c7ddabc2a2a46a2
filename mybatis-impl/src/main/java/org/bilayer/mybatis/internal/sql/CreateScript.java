package org.bilayer.mybatis.internal.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.LiteralText;
import org.bilayer.store.Check;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Index;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;

/** Writes the statements that create the tables of a schema. */
public final class CreateScript {

  /*
   * Every constraint is named as the model names it, so that a violation can be reported by that name. A foreign key to
   * a table that does not exist yet, which happens only where references run in a circle, is added at the end.
   */

  private final Dialect dialect;
  private final Schema schema;
  private final List<String> statements = new ArrayList<>();
  private final Set<String> indexNames = new HashSet<>();

  private CreateScript(Dialect dialect, Schema schema) {
    this.dialect = dialect;
    this.schema = schema;
  }

  /**
   * The statements, to be run in order.
   *
   * @throws IllegalArgumentException if the database cannot hold one of the tables
   */
  public static List<String> of(Dialect dialect, Schema schema) {
    var script = new CreateScript(dialect, schema);
    script.write();
    return List.copyOf(script.statements);
  }

  private void write() {
    dialect.checkNames(schema);
    statements.addAll(types());
    schema.sequences().forEach(sequence -> statements.add(dialect.createSequence(sequence)));
    Set<String> created = new HashSet<>();
    var later = new ArrayList<String>();
    var indexes = new ArrayList<String>();
    var triggers = new ArrayList<String>();
    dialect.requireVersions(schema);
    for (Table table : schema.tables()) {
      dialect.checkTypes(table);
      dialect.checkLimits(table);
      created.add(table.name());
      var parts = new ArrayList<String>();
      for (int column = 0; column < table.columns().size(); column++) {
        if (column != table.version() || !table.hasServerVersion()) {
          parts.add(column(table, column));
        }
      }
      parts.add(named(table.keyName()) + "PRIMARY KEY " + columns(table, table.key()));
      for (UniqueKey key : table.uniqueKeys()) {
        parts.add(named(key.name()) + "UNIQUE " + columns(table, key.columns()));
      }
      for (Check check : table.checks()) {
        parts.add(named(check.name()) + "CHECK (" + condition(table, check) + ")");
      }
      for (ForeignKey key : table.foreignKeys()) {
        if (!key.enforced()) {
          continue;
        }
        if (created.contains(key.target())) {
          parts.add(foreignKey(table, key));
        } else {
          later.add("ALTER TABLE " + dialect.quote(table.inDatabase()) + " ADD "
              + foreignKey(table, key));
        }
        if (dialect.leavesForeignKeysUnindexed() && !isIndexed(table, key)) {
          indexes.add("CREATE INDEX " + dialect.quote(indexName(table, key)) + " ON "
              + dialect.quote(table.inDatabase()) + " " + columns(table, key.columns()));
        }
      }
      for (Index index : table.indexes()) {
        indexNames.add(table.inDatabase().schema().orElse("") + "." + index.name());
        indexes.add(index(table, index));
      }
      statements.add("CREATE TABLE " + dialect.quote(table.inDatabase()) + " (\n  "
          + String.join(",\n  ", parts) + "\n)" + dialect.tableSuffix());
      triggers.addAll(dialect.createTriggers(table));
    }
    statements.addAll(indexes);
    statements.addAll(later);
    statements.addAll(triggers);
  }

  /** One type of labels has one statement, whichever columns have it. */
  private Collection<String> types() {
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
    return statements.values();
  }

  private String index(Table table, Index index) {
    String columns = index.columns().stream()
        .map(column ->
            dialect.quotedColumn(table, column.column()) + (column.descending() ? " DESC" : ""))
        .collect(Collectors.joining(", ", "(", ")"));
    String where = "";
    if (index.where().isPresent() && dialect.hasPartialIndexes()) {
      var text = new LiteralText(dialect);
      ConditionSql.append(dialect, table, index.where().get(), text);
      where = " WHERE " + text.sql();
    }
    return "CREATE INDEX " + dialect.quote(index.name()) + " ON "
        + dialect.quote(table.inDatabase()) + " " + columns + where;
  }

  private String column(Table table, int position) {
    StoredColumn column = table.columns().get(position);
    return dialect.quote(column.inDatabase()) + " " + dialect.columnType(table, position)
        + column
            .generation()
            .map(how -> dialect.generation(table, position, how))
            .orElse("")
        + (column.nullable() || !dialect.takesNotNull(column) ? "" : " NOT NULL")
        + (table.hasIdentity() && table.key().contains(position) ? dialect.identityClause() : "");
  }

  private String named(String constraint) {
    return "CONSTRAINT " + dialect.quote(constraint) + " ";
  }

  private String columns(Table table, List<Integer> positions) {
    return positions.stream()
        .map(position -> dialect.quotedColumn(table, position))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private String condition(Table table, Check check) {
    var text = new LiteralText(dialect);
    ConditionSql.append(dialect, table, check.condition(), text);
    return text.sql();
  }

  private String foreignKey(Table table, ForeignKey key) {
    Table target = schema.table(key.target());
    return named(key.name()) + "FOREIGN KEY " + columns(table, key.columns()) + " REFERENCES "
        + dialect.quoteTarget(table, target) + " " + columns(target, target.key());
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
