package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** What H2 tells about its tables. */
final class H2Catalogue implements DatabaseCatalogue {

  private static final String SETTINGS = """
      SELECT H2VERSION() AS VERSION, CURRENT_SCHEMA AS NAME, EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SETTINGS
        WHERE SETTING_NAME = 'CASE_INSENSITIVE_IDENTIFIERS' AND LOWER(SETTING_VALUE) = 'true') AS IGNORES_CASE""";

  private static final String TABLES = """
      SELECT TABLE_NAME AS TAB, TABLE_TYPE, STORAGE_TYPE, REMARKS FROM INFORMATION_SCHEMA.TABLES
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA""";

  private static final String COLUMNS = """
      SELECT TABLE_NAME AS TAB, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION,
        NUMERIC_SCALE, DATETIME_PRECISION, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, IS_IDENTITY, IDENTITY_GENERATION,
        IS_GENERATED, GENERATION_EXPRESSION, COLUMN_ON_UPDATE, DTD_IDENTIFIER, DOMAIN_NAME, REMARKS
      FROM INFORMATION_SCHEMA.COLUMNS
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA""";

  private static final String LABELS = """
      SELECT OBJECT_NAME AS TAB, ENUM_IDENTIFIER, VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES
      WHERE OBJECT_SCHEMA = CURRENT_SCHEMA AND OBJECT_TYPE = 'TABLE'""";

  /** Several unique constraints may share one index. */
  private static final String INDEXES = """
      SELECT I.TABLE_NAME AS TAB, COALESCE(T.CONSTRAINT_NAME, I.INDEX_NAME) AS NAME, I.INDEX_TYPE_NAME,
        COALESCE(T.CONSTRAINT_TYPE, '') AS CONSTRAINT_KIND,
        COALESCE(T.NULLS_DISTINCT, I.NULLS_DISTINCT, '') AS NULLS_DISTINCT, C.COLUMN_NAME, C.ORDERING_SPECIFICATION, C.IS_UNIQUE
      FROM INFORMATION_SCHEMA.INDEXES I
      JOIN INFORMATION_SCHEMA.INDEX_COLUMNS C ON C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME
      LEFT JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
        ON T.INDEX_SCHEMA = I.INDEX_SCHEMA AND T.INDEX_NAME = I.INDEX_NAME
        AND T.CONSTRAINT_TYPE IN ('UNIQUE', 'PRIMARY KEY')
      WHERE I.TABLE_SCHEMA = CURRENT_SCHEMA""";

  private static final String REFERENCES = """
      SELECT K.TABLE_NAME AS TAB, K.CONSTRAINT_NAME, T.TABLE_SCHEMA AS TARGET_SCHEMA, T.TABLE_NAME AS TARGET, R.DELETE_RULE,
        R.UPDATE_RULE, K.COLUMN_NAME, T.COLUMN_NAME AS TARGET_COLUMN
      FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
        ON K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE T
        ON T.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA AND T.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
        AND T.ORDINAL_POSITION = K.POSITION_IN_UNIQUE_CONSTRAINT
      WHERE K.TABLE_SCHEMA = CURRENT_SCHEMA""";

  private static final String REFERRERS = """
      SELECT K.TABLE_SCHEMA, K.TABLE_NAME AS TAB, K.CONSTRAINT_NAME, T.TABLE_NAME AS TARGET, R.DELETE_RULE
      FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
      JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS K
        ON K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME
      JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
        ON T.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA AND T.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
      WHERE T.TABLE_SCHEMA = CURRENT_SCHEMA""";

  private static final String CHECKS = """
      SELECT T.TABLE_NAME AS TAB, T.CONSTRAINT_NAME, C.CHECK_CLAUSE, CAST(NULL AS VARCHAR) AS COLUMN_NAME
      FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
      JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C
        ON C.CONSTRAINT_SCHEMA = T.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = T.CONSTRAINT_NAME
      WHERE T.TABLE_SCHEMA = CURRENT_SCHEMA AND T.CONSTRAINT_TYPE = 'CHECK'
      UNION ALL
      SELECT L.TABLE_NAME, D.CONSTRAINT_NAME, C.CHECK_CLAUSE, L.COLUMN_NAME
      FROM INFORMATION_SCHEMA.COLUMNS L
      JOIN INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS D
        ON D.DOMAIN_SCHEMA = L.DOMAIN_SCHEMA AND D.DOMAIN_NAME = L.DOMAIN_NAME
      JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C
        ON C.CONSTRAINT_SCHEMA = D.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = D.CONSTRAINT_NAME
      WHERE L.TABLE_SCHEMA = CURRENT_SCHEMA
      ORDER BY 1, 2""";

  private static final String TRIGGERS = """
      SELECT EVENT_OBJECT_TABLE AS TAB, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORIENTATION
      FROM INFORMATION_SCHEMA.TRIGGERS
      WHERE EVENT_OBJECT_SCHEMA = CURRENT_SCHEMA""";

  private static final String SEQUENCES = """
      SELECT SEQUENCE_NAME, INCREMENT, START_VALUE, MINIMUM_VALUE, MAXIMUM_VALUE, CACHE, CYCLE_OPTION
      FROM INFORMATION_SCHEMA.SEQUENCES
      WHERE SEQUENCE_SCHEMA = CURRENT_SCHEMA""";

  private static final String FINGERPRINT = """
      SELECT T.TABLE_NAME, T.TABLE_TYPE, C.COLUMN_NAME, C.DATA_TYPE, C.CHARACTER_MAXIMUM_LENGTH, C.NUMERIC_PRECISION,
        C.NUMERIC_SCALE, C.IS_NULLABLE, C.COLUMN_DEFAULT
      FROM INFORMATION_SCHEMA.TABLES T
      LEFT JOIN INFORMATION_SCHEMA.COLUMNS C ON C.TABLE_SCHEMA = T.TABLE_SCHEMA AND C.TABLE_NAME = T.TABLE_NAME
      WHERE T.TABLE_SCHEMA = CURRENT_SCHEMA ORDER BY T.TABLE_NAME, C.ORDINAL_POSITION""";

  private static final String CURRENT = "CURRENT_SCHEMA";

  @Override
  public Catalogue read(Connection connection, Optional<String> schema, List<String> names)
      throws SQLException {
    return names.isEmpty()
        ? new Reading(connection, schema, List.of()).settings().build()
        : new Reading(connection, schema, names).catalogue();
  }

  @Override
  public Catalogue readAll(Connection connection, Optional<String> schema) throws SQLException {
    return new Reading(connection, schema, List.of()).catalogue();
  }

  @Override
  public List<String> fingerprint(Connection connection, Optional<String> schema)
      throws SQLException {
    return CatalogueQuery.texts(connection, FINGERPRINT, new SchemaName(CURRENT, schema));
  }

  /** One reading of some tables, or of all. */
  private static final class Reading {

    private final Connection connection;
    private final SchemaName schema;
    private final List<String> names;
    private final TableParts.All tables = new TableParts.All();
    private boolean ignoresCase;

    Reading(Connection connection, Optional<String> schema, List<String> names) {
      this.connection = connection;
      this.schema = new SchemaName(CURRENT, schema);
      this.names = names;
    }

    Catalogue.Builder settings() throws SQLException {
      var catalogues = new ArrayList<Catalogue.Builder>();
      Optional<String> found =
          schema.given().isPresent() ? existing(schema.given().get()) : Optional.empty();
      CatalogueQuery.run(connection, SETTINGS, List.of(), row -> {
        ignoresCase = row.getBoolean("IGNORES_CASE");
        catalogues.add(Catalogue.of(
                "H2 " + row.getString("VERSION"),
                schema.given().isPresent() ? found.orElse("") : row.getString("NAME"))
            .ignoresCaseOfTables(ignoresCase));
      });
      return catalogues.get(0);
    }

    private Optional<String> existing(String name) throws SQLException {
      var found = new ArrayList<String>();
      CatalogueQuery.run(
          connection,
          "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?",
          List.of(name),
          row -> found.add(row.getString(1)));
      return found.stream().findFirst();
    }

    Catalogue catalogue() throws SQLException {
      Catalogue.Builder catalogue = settings();
      run(
          TABLES,
          "TABLE_NAME",
          "TABLE_NAME",
          row -> tables.add(row.getString("TAB"), table(row).ignoresCaseOfColumns(ignoresCase)));
      if (!tables.keys().isEmpty()) {
        columns();
        indexes();
        foreignKeys();
        referrers();
        checks();
        triggers();
      }
      var sequences = new ArrayList<CatalogueSequence>();
      run(
          SEQUENCES,
          "SEQUENCE_NAME",
          "SEQUENCE_NAME",
          row -> sequences.add(
              CatalogueSequence.named(row.getString("SEQUENCE_NAME"), row.getLong("INCREMENT"))
                  .start(row.getLong("START_VALUE"))
                  .least(row.getLong("MINIMUM_VALUE"))
                  .greatest(row.getLong("MAXIMUM_VALUE"))
                  .cache(row.getLong("CACHE"))
                  .cycles("YES".equals(row.getString("CYCLE_OPTION")))
                  .build()));
      return catalogue.tables(tables.build()).sequences(sequences).build();
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
      Map<String, List<String>> labels = new HashMap<>();
      run(
          LABELS,
          "OBJECT_NAME",
          "OBJECT_NAME, ENUM_IDENTIFIER, VALUE_ORDINAL",
          row -> labels
              .computeIfAbsent(
                  row.getString("TAB") + "." + row.getString("ENUM_IDENTIFIER"),
                  none -> new ArrayList<>())
              .add(row.getString("VALUE_NAME")));
      run(COLUMNS, "TABLE_NAME", "TABLE_NAME, ORDINAL_POSITION", row -> {
        String table = row.getString("TAB");
        CatalogueColumn column = column(
            row, labels.getOrDefault(table + "." + row.getString("DTD_IDENTIFIER"), List.of()));
        tables.with(table, parts -> parts.columns.add(column));
      });
    }

    private void indexes() throws SQLException {
      var parts = new Grouped<CatalogueIndex.Part>();
      var included = new Grouped<String>();
      run(INDEXES, "I.TABLE_NAME", "I.TABLE_NAME, 2, C.ORDINAL_POSITION", row -> {
        List<String> key = List.of(
            row.getString("TAB"),
            row.getString("NAME"),
            row.getString("INDEX_TYPE_NAME"),
            row.getString("CONSTRAINT_KIND"),
            row.getString("NULLS_DISTINCT"));
        CatalogueIndex.Part part = CatalogueIndex.Part.column(row.getString("COLUMN_NAME"));
        boolean inKey = indexKind(key) == CatalogueIndex.Kind.INDEX || row.getBoolean("IS_UNIQUE");
        if (inKey) {
          parts.add(
              key,
              "DESC".equals(row.getString("ORDERING_SPECIFICATION")) ? part.descending() : part);
        } else {
          included.add(key, part.text());
        }
      });
      Map<List<String>, List<String>> more = new HashMap<>();
      included.forEach(more::put);
      parts.forEach((key, columns) -> tables.with(
          key.get(0),
          table -> table.indexes.add(CatalogueIndex.named(key.get(1), indexKind(key), columns)
              .included(more.getOrDefault(key, List.of()))
              .nullsNotDistinct(key.get(4).equals("NO"))
              .build())));
    }

    private void foreignKeys() throws SQLException {
      var parts = new Grouped<List<String>>();
      run(
          REFERENCES,
          "K.TABLE_NAME",
          "K.TABLE_NAME, K.CONSTRAINT_NAME, K.ORDINAL_POSITION",
          row -> parts.add(
              List.of(
                  row.getString("TAB"),
                  row.getString("CONSTRAINT_NAME"),
                  row.getString("TARGET_SCHEMA"),
                  row.getString("TARGET"),
                  row.getString("DELETE_RULE"),
                  row.getString("UPDATE_RULE")),
              List.of(row.getString("COLUMN_NAME"), row.getString("TARGET_COLUMN"))));
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
      run(REFERRERS, "T.TABLE_NAME", "K.TABLE_SCHEMA, K.TABLE_NAME, K.CONSTRAINT_NAME", row -> {
        var referrer = new CatalogueReferrer(
            row.getString("TABLE_SCHEMA"),
            row.getString("TAB"),
            row.getString("CONSTRAINT_NAME"),
            StandardRows.action(row.getString("DELETE_RULE")));
        tables.with(row.getString("TARGET"), table -> table.referrers.add(referrer));
      });
    }

    private void checks() throws SQLException {
      CatalogueQuery.run(
          connection, schema.sql(CHECKS), schema.arguments(CHECKS, List.of()), row -> {
            var check = CatalogueCheck.named(
                row.getString("CONSTRAINT_NAME"), row.getString("CHECK_CLAUSE"));
            String column = row.getString("COLUMN_NAME");
            CatalogueCheck built =
                column == null ? check.build() : check.column(column).build();
            tables.with(row.getString("TAB"), table -> table.checks.add(built));
          });
    }

    private void triggers() throws SQLException {
      run(TRIGGERS, "EVENT_OBJECT_TABLE", "EVENT_OBJECT_TABLE, TRIGGER_NAME", row -> {
        var events = EnumSet.noneOf(Event.class);
        for (String event : row.getString("EVENT_MANIPULATION").split(", ?", -1)) {
          // A trigger may run for reading too.
          if (!event.equals("SELECT") && !event.equals("ROLLBACK")) {
            events.add(Event.valueOf(event));
          }
        }
        CatalogueTrigger trigger = CatalogueTrigger.named(
                row.getString("TRIGGER_NAME"),
                Timing.valueOf(row.getString("ACTION_TIMING").replace(' ', '_')),
                events)
            .eachRow("ROW".equals(row.getString("ACTION_ORIENTATION")))
            .build();
        tables.with(row.getString("TAB"), table -> table.triggers.add(trigger));
      });
    }
  }

  private static CatalogueTable.Builder table(ResultSet row) throws SQLException {
    Kind kind = switch (row.getString("TABLE_TYPE")) {
      case "BASE TABLE" ->
        row.getString("STORAGE_TYPE").equals("TABLE LINK") ? Kind.FOREIGN : Kind.TABLE;
      case "VIEW" -> Kind.VIEW;
      // The rows of a temporary table of everybody are those of one connection too.
      case "GLOBAL TEMPORARY", "LOCAL TEMPORARY" -> Kind.TEMPORARY;
      default -> Kind.OTHER;
    };
    return CatalogueTable.named(row.getString("TAB"), kind)
        .writable(kind != Kind.VIEW)
        .comment(CatalogueQuery.text(row, "REMARKS"));
  }

  private static CatalogueColumn column(ResultSet row, List<String> labels) throws SQLException {
    var column = CatalogueColumn.named(row.getString("COLUMN_NAME"), H2Types.type(row, labels))
        .position(row.getInt("ORDINAL_POSITION"))
        .nullable("YES".equals(row.getString("IS_NULLABLE")))
        .comment(CatalogueQuery.text(row, "REMARKS"));
    String value = row.getString("COLUMN_DEFAULT");
    if (value != null) {
      column.defaultText(value);
    }
    if ("YES".equals(row.getString("IS_IDENTITY"))) {
      column.generation(
          "ALWAYS".equals(row.getString("IDENTITY_GENERATION"))
              ? Generation.IDENTITY_ALWAYS
              : Generation.IDENTITY_BY_DEFAULT);
    }
    if ("ALWAYS".equals(row.getString("IS_GENERATED"))) {
      column
          .generation(Generation.STORED)
          .expression(CatalogueQuery.text(row, "GENERATION_EXPRESSION"));
    }
    String onUpdate = row.getString("COLUMN_ON_UPDATE");
    if (onUpdate != null) {
      column.onUpdate(onUpdate);
    }
    if (H2Types.isText(row.getString("DATA_TYPE"))) {
      column.collation(collation(row));
    }
    return column.build();
  }

  /** OFF compares by UTF-16 unit, which the dialect turns into code points; so does the collation by UTF-8. */
  private static CatalogueCollation collation(ResultSet row) throws SQLException {
    String name = CatalogueQuery.text(row, "COLLATION_NAME");
    boolean byUnit = name.isEmpty() || name.equals("OFF") || name.startsWith("CHARSET_");
    boolean folds = H2Types.ignoresCase(row.getString("DATA_TYPE"));
    return CatalogueCollation.named(
            name.isEmpty() ? "OFF" : name,
            byUnit && !folds ? Comparison.CODE_POINT : Comparison.FOLDING)
        .build();
  }

  /** A unique constraint may share the index of the primary key. */
  private static CatalogueIndex.Kind indexKind(List<String> key) {
    if (key.get(3).equals("UNIQUE")) {
      return CatalogueIndex.Kind.UNIQUE_CONSTRAINT;
    }
    if (key.get(2).startsWith("PRIMARY")) {
      return CatalogueIndex.Kind.PRIMARY_KEY;
    }
    return key.get(2).startsWith("UNIQUE")
        ? CatalogueIndex.Kind.UNIQUE_INDEX
        : CatalogueIndex.Kind.INDEX;
  }
}
