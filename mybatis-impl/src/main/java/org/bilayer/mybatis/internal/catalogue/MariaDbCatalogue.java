package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueCollation.Comparison;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueColumn.Generation;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueReferrer;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTable.Kind;
import org.bilayer.store.catalogue.CatalogueTrigger;
import org.bilayer.store.catalogue.CatalogueTrigger.Event;
import org.bilayer.store.catalogue.CatalogueTrigger.Timing;

/** What MariaDB tells about its tables. */
final class MariaDbCatalogue implements DatabaseCatalogue {

  private static final String SETTINGS = """
      SELECT VERSION() AS version, DATABASE() AS name, @@global.sql_mode AS sql_mode,
        @@lower_case_table_names <> 0 AS ignores_case, @@character_set_database AS charset,
        @@collation_database AS collation, (
          SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'TRIGGER') + (
          SELECT COUNT(*) FROM information_schema.schema_privileges
          WHERE table_schema = SCHEMA() AND privilege_type = 'TRIGGER') AS sees_triggers""";

  private static final String TABLES = """
      SELECT t.table_name AS name, t.table_type AS type, t.engine AS engine, t.create_options AS options,
        t.table_comment AS comment, v.is_updatable AS updatable
      FROM information_schema.tables t
      LEFT JOIN information_schema.views v ON v.table_schema = t.table_schema AND v.table_name = t.table_name
      WHERE t.table_schema = DATABASE()""";

  private static final String COLUMNS = """
      SELECT table_name AS tab, column_name AS name, ordinal_position, data_type, column_type, character_maximum_length,
        character_octet_length, numeric_precision, numeric_scale, datetime_precision, character_set_name, collation_name,
        is_nullable, column_default, extra, generation_expression, column_comment
      FROM information_schema.columns
      WHERE table_schema = DATABASE()""";

  private static final String INDEXES = """
      SELECT table_name AS tab, index_name, non_unique, index_type, column_name, collation, sub_part
      FROM information_schema.statistics
      WHERE table_schema = DATABASE()""";

  private static final String REFERENCES = """
      SELECT k.table_name AS tab, k.constraint_name, k.referenced_table_schema, k.referenced_table_name, r.delete_rule,
        r.update_rule, k.column_name, k.referenced_column_name
      FROM information_schema.key_column_usage k
      JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
        AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name
      WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL""";

  private static final String REFERRERS = """
      SELECT constraint_schema, constraint_name, table_name AS tab, referenced_table_name AS target, delete_rule
      FROM information_schema.referential_constraints
      WHERE unique_constraint_schema = DATABASE()""";

  private static final String CHECKS = """
      SELECT table_name AS tab, constraint_name, level, check_clause FROM information_schema.check_constraints
      WHERE constraint_schema = DATABASE()""";

  private static final String TRIGGERS = """
      SELECT event_object_table AS tab, trigger_name, action_timing, event_manipulation, action_statement
      FROM information_schema.triggers WHERE event_object_schema = DATABASE()""";

  /** Tables of which an account may read some columns; the views show an account its own rights. */
  private static final String HIDDEN_COLUMNS = """
      SELECT DISTINCT c.table_name FROM information_schema.column_privileges c
      WHERE c.table_schema = DATABASE()
        AND NOT EXISTS (SELECT 1 FROM information_schema.user_privileges u
          WHERE u.grantee = c.grantee AND u.privilege_type = 'SELECT')
        AND NOT EXISTS (SELECT 1 FROM information_schema.schema_privileges s
          WHERE s.grantee = c.grantee AND s.table_schema = c.table_schema AND s.privilege_type = 'SELECT')
        AND NOT EXISTS (SELECT 1 FROM information_schema.table_privileges t
          WHERE t.grantee = c.grantee AND t.table_schema = c.table_schema AND t.table_name = c.table_name
            AND t.privilege_type = 'SELECT')
      ORDER BY 1""";

  private static final String FINGERPRINT = """
      SELECT t.table_name, t.table_type, t.engine, t.create_time, c.column_name, c.column_type, c.is_nullable, c.extra,
        c.column_default
      FROM information_schema.tables t
      LEFT JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
      WHERE t.table_schema = DATABASE() ORDER BY t.table_name, c.ordinal_position""";

  private static final String CURRENT = "DATABASE()";

  /** Of another schema than that of the connection. */
  private static final String SCHEMA = """
      SELECT schema_name, default_character_set_name, default_collation_name
      FROM information_schema.schemata WHERE schema_name = ?""";

  private static final Set<String> WITH_TRANSACTIONS = Set.of("innodb", "rocksdb");

  private static final Pattern ON_UPDATE = Pattern.compile("on update ([^ ]+)");

  @Override
  public Catalogue read(Connection connection, Optional<String> schema, List<String> names)
      throws SQLException {
    return names.isEmpty()
        ? settings(connection, schema).build()
        : new Reading(connection, schema, names).catalogue();
  }

  @Override
  public Catalogue readAll(Connection connection, Optional<String> schema) throws SQLException {
    return new Reading(connection, schema, List.of()).catalogue();
  }

  private static Catalogue.Builder settings(Connection connection, Optional<String> schema)
      throws SQLException {
    var names = new ArrayList<String>();
    var collations = new ArrayList<CatalogueCollation>();
    if (schema.isPresent()) {
      CatalogueQuery.run(connection, SCHEMA, List.of(schema.get()), row -> {
        names.add(row.getString("schema_name"));
        collations.add(collation(
            row.getString("default_collation_name"), row.getString("default_character_set_name")));
      });
    }
    // SCHEMA() is the same, and not in the column that names the schema of the connection.
    var name = new SchemaName("SCHEMA()", schema);
    var catalogues = new ArrayList<Catalogue.Builder>();
    CatalogueQuery.run(connection, name.sql(SETTINGS), name.arguments(SETTINGS, List.of()), row -> {
      if (schema.isEmpty()) {
        names.add(CatalogueQuery.text(row, "name"));
        collations.add(collation(row.getString("collation"), row.getString("charset")));
      }
      catalogues.add(
          Catalogue.of("MariaDB " + row.getString("version"), names.isEmpty() ? "" : names.get(0))
              .sqlMode(row.getString("sql_mode"))
              .ignoresCaseOfTables(row.getBoolean("ignores_case"))
              .hidden(
                  row.getInt("sees_triggers") > 0
                      ? List.of()
                      : List.of("triggers: the account may lack the right TRIGGER on the schema")));
    });
    Catalogue.Builder catalogue = catalogues.get(0);
    collations.forEach(catalogue::collation);
    return catalogue;
  }

  /** Comparisons that pad count texts as equal that differ in blanks at the end. */
  private static CatalogueCollation collation(String name, String characterSet) {
    boolean exact = name.endsWith("_nopad_bin");
    return CatalogueCollation.named(name, exact ? Comparison.CODE_POINT : Comparison.FOLDING)
        .characterSet(characterSet)
        .build();
  }

  /** One reading of some tables, or of all. */
  private static final class Reading {

    private final Connection connection;
    private final SchemaName schema;
    private final List<String> names;
    private final TableParts.All tables = new TableParts.All();
    private final List<String> sequences = new ArrayList<>();

    Reading(Connection connection, Optional<String> schema, List<String> names) {
      this.connection = connection;
      this.schema = new SchemaName(CURRENT, schema);
      this.names = names;
    }

    Catalogue catalogue() throws SQLException {
      Catalogue.Builder catalogue = settings(connection, schema.given());
      run(TABLES, "t.table_name", "t.table_name", row -> {
        if (row.getString("type").equals("SEQUENCE")) {
          sequences.add(row.getString("name"));
        } else {
          tables.add(row.getString("name"), table(row));
        }
      });
      if (!tables.keys().isEmpty()) {
        columns();
        indexes();
        foreignKeys();
        referrers();
        checksAndTriggers();
      }
      return catalogue.tables(tables.build()).sequences(sequences()).build();
    }

    private void run(String sql, String name, String order, CatalogueQuery.Reader reader)
        throws SQLException {
      String condition = names.isEmpty() ? "" : " AND " + CatalogueQuery.among(name, names.size());
      CatalogueQuery.run(
          connection,
          schema.sql(sql) + condition + " ORDER BY " + order,
          schema.arguments(sql, names),
          reader);
    }

    private void columns() throws SQLException {
      run(COLUMNS, "table_name", "table_name, ordinal_position", row -> {
        CatalogueColumn column = column(row);
        tables.with(row.getString("tab"), table -> table.columns.add(column));
      });
    }

    private void indexes() throws SQLException {
      var parts = new Grouped<CatalogueIndex.Part>();
      run(
          INDEXES,
          "table_name",
          "table_name, index_name, seq_in_index",
          row -> parts.add(
              List.of(
                  row.getString("tab"),
                  row.getString("index_name"),
                  row.getString("non_unique"),
                  row.getString("index_type").toLowerCase(Locale.ROOT)),
              part(row)));
      parts.forEach((key, columns) -> tables.with(
          key.get(0),
          table -> table.indexes.add(
              CatalogueIndex.named(key.get(1), indexKind(key.get(1), key.get(2)), columns)
                  .method(key.get(3))
                  .build())));
    }

    private void foreignKeys() throws SQLException {
      var parts = new Grouped<List<String>>();
      run(
          REFERENCES,
          "k.table_name",
          "k.table_name, k.constraint_name, k.ordinal_position",
          row -> parts.add(
              List.of(
                  row.getString("tab"),
                  row.getString("constraint_name"),
                  row.getString("referenced_table_schema"),
                  row.getString("referenced_table_name"),
                  row.getString("delete_rule"),
                  row.getString("update_rule")),
              List.of(row.getString("column_name"), row.getString("referenced_column_name"))));
      parts.forEach((key, columns) -> tables.with(
          key.get(0),
          table -> table.foreignKeys.add(CatalogueForeignKey.named(
                  key.get(1),
                  StandardRows.column(columns, 0),
                  key.get(3),
                  StandardRows.column(columns, 1))
              .targetSchema(key.get(2))
              .onDelete(StandardRows.action(key.get(4)))
              .onUpdate(StandardRows.action(key.get(5)))
              .build())));
    }

    private void referrers() throws SQLException {
      run(
          REFERRERS,
          "referenced_table_name",
          "constraint_schema, table_name, constraint_name",
          row -> {
            var referrer = new CatalogueReferrer(
                row.getString("constraint_schema"),
                row.getString("tab"),
                row.getString("constraint_name"),
                StandardRows.action(row.getString("delete_rule")));
            tables.with(row.getString("target"), table -> table.referrers.add(referrer));
          });
    }

    private void checksAndTriggers() throws SQLException {
      run(CHECKS, "table_name", "table_name, constraint_name", row -> {
        String name = row.getString("constraint_name");
        var check = CatalogueCheck.named(name, row.getString("check_clause"));
        // The check of a column has the column's name.
        CatalogueCheck built =
            row.getString("level").equals("Column") ? check.column(name).build() : check.build();
        tables.with(row.getString("tab"), table -> table.checks.add(built));
      });
      run(
          TRIGGERS,
          "event_object_table",
          "event_object_table, trigger_name, event_manipulation",
          row -> {
            CatalogueTrigger trigger = CatalogueTrigger.named(
                    row.getString("trigger_name"),
                    Timing.valueOf(row.getString("action_timing")),
                    Set.of(Event.valueOf(row.getString("event_manipulation"))))
                .eachRow(true)
                .text(row.getString("action_statement"))
                .build();
            tables.with(row.getString("tab"), table -> table.triggers.add(trigger));
          });
    }

    private static String quoted(String name) {
      return '`' + name.replace("`", "``") + '`';
    }

    /** A sequence is a kind of table here, whose row tells about it. */
    private List<CatalogueSequence> sequences() throws SQLException {
      if (sequences.isEmpty()) {
        return List.of();
      }
      String sql = sequences.stream()
          .map(name ->
              "SELECT ? AS name, increment, start_value, minimum_value, maximum_value, cache_size, cycle_option"
                  + " FROM " + schema.given().map(given -> quoted(given) + ".").orElse("")
                  + quoted(name))
          .collect(Collectors.joining(" UNION ALL "));
      var found = new ArrayList<CatalogueSequence>();
      CatalogueQuery.run(
          connection,
          sql,
          sequences,
          row -> found.add(CatalogueSequence.named(row.getString("name"), row.getLong("increment"))
              .start(row.getLong("start_value"))
              .least(row.getLong("minimum_value"))
              .greatest(row.getLong("maximum_value"))
              .cache(row.getLong("cache_size"))
              .cycles(row.getBoolean("cycle_option"))
              .build()));
      return found;
    }
  }

  private static CatalogueTable.Builder table(ResultSet row) throws SQLException {
    String engine = CatalogueQuery.text(row, "engine");
    boolean view = row.getString("type").endsWith("VIEW");
    boolean partitioned = CatalogueQuery.text(row, "options").contains("partitioned");
    return CatalogueTable.named(
            row.getString("name"), view ? Kind.VIEW : partitioned ? Kind.PARTITIONED : Kind.TABLE)
        .engine(engine)
        .transactional(
            engine.isEmpty() || WITH_TRANSACTIONS.contains(engine.toLowerCase(Locale.ROOT)))
        .writable(!view || "YES".equals(row.getString("updatable")))
        .comment(view ? "" : row.getString("comment"))
        .ignoresCaseOfColumns(true);
  }

  private static CatalogueColumn column(ResultSet row) throws SQLException {
    String extra = row.getString("extra").toLowerCase(Locale.ROOT);
    var column = CatalogueColumn.named(row.getString("name"), MariaDbTypes.type(row))
        .position(row.getInt("ordinal_position"))
        .nullable(row.getString("is_nullable").equals("YES"))
        .comment(row.getString("column_comment"));
    String expression = CatalogueQuery.text(row, "generation_expression");
    if (!expression.isEmpty()) {
      column
          .expression(expression)
          .generation(extra.contains("virtual") ? Generation.VIRTUAL : Generation.STORED);
    } else if (extra.contains("auto_increment")) {
      column.generation(Generation.AUTO_INCREMENT);
    }
    String value = row.getString("column_default");
    // A column without a default has the text NULL, which no quoted text is.
    if (value != null && !value.equals("NULL")) {
      column.defaultText(value);
    }
    Matcher onUpdate = ON_UPDATE.matcher(extra);
    if (onUpdate.find()) {
      column.onUpdate(onUpdate.group(1));
    }
    String collation = row.getString("collation_name");
    if (collation != null) {
      column.collation(collation(collation, row.getString("character_set_name")));
    }
    return column.build();
  }

  private static CatalogueIndex.Part part(ResultSet row) throws SQLException {
    var part = CatalogueIndex.Part.column(row.getString("column_name"));
    int length = row.getInt("sub_part");
    part = length > 0 ? part.beginning(length) : part;
    return "D".equals(row.getString("collation")) ? part.descending() : part;
  }

  private static CatalogueIndex.Kind indexKind(String name, String nonUnique) {
    if (!nonUnique.equals("0")) {
      return CatalogueIndex.Kind.INDEX;
    }
    return name.equals("PRIMARY")
        ? CatalogueIndex.Kind.PRIMARY_KEY
        : CatalogueIndex.Kind.UNIQUE_CONSTRAINT;
  }

  @Override
  public List<String> fingerprint(Connection connection, Optional<String> schema)
      throws SQLException {
    return CatalogueQuery.texts(connection, FINGERPRINT, new SchemaName(CURRENT, schema));
  }

  @Override
  public Optional<String> hiddenColumns(Connection connection, Optional<String> schema)
      throws SQLException {
    var tables = new ArrayList<String>();
    var name = new SchemaName(CURRENT, schema);
    CatalogueQuery.run(
        connection,
        name.sql(HIDDEN_COLUMNS),
        name.arguments(HIDDEN_COLUMNS, List.of()),
        row -> tables.add(row.getString(1)));
    return tables.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", tables));
  }
}
