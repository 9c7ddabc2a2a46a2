package org.bilayer.mybatis.internal.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueCollation.Comparison;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueColumn.Generation;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueForeignKey.Action;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueReferrer;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTable.Kind;
import org.bilayer.store.catalogue.CatalogueTable.RowSecurity;
import org.bilayer.store.catalogue.CatalogueTrigger;
import org.bilayer.store.catalogue.CatalogueTrigger.Event;
import org.bilayer.store.catalogue.CatalogueTrigger.Timing;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL tells about its tables. */
final class PostgreSqlCatalogue implements DatabaseCatalogue {

  /*
   * Names are resolved as statements resolve them, along the search path; every further query goes by the numbers of the
   * tables. Columns of the catalogue that only newer servers have are read through to_jsonb, which answers null for what a
   * server does not know.
   */

  private static final String SETTINGS = """
      SELECT current_schema() AS schema, split_part(version(), ' on ', 1) AS version, d.datcollate AS libc,
        to_jsonb(d)->>'datlocprovider' AS provider,
        COALESCE(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale') AS locale
      FROM pg_database d WHERE d.datname = current_database()""";

  private static final String TABLE = """
      SELECT c.oid::text AS id, c.relname AS name, n.nspname AS schema, c.relkind::text AS kind, c.relispartition,
        c.relpersistence = 't' AS temporary, c.relrowsecurity, c.relforcerowsecurity,
        row_security_active(c.oid) AS hides, obj_description(c.oid, 'pg_class') AS comment,
        pg_relation_is_updatable(c.oid, true) & 28 = 28 AS writable,
        ARRAY(SELECT p.relname::text FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
          WHERE h.inhrelid = c.oid ORDER BY h.inhseqno) AS parents,
        ARRAY(SELECT p.relname::text FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhrelid
          WHERE h.inhparent = c.oid ORDER BY p.relname) AS children
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND\s""";

  private static final String NAMED =
      "c.oid IN (SELECT to_regclass(quote_ident(n))::oid FROM unnest(?::text[]) n)";

  private static final String NAMED_IN_SCHEMA =
      "c.oid IN (SELECT to_regclass(quote_ident(?) || '.' || quote_ident(n))::oid FROM unnest(?::text[]) n)";

  private static final String CURRENT = "current_schema()";
  private static final String IN_SCHEMA = "n.nspname = " + CURRENT;

  private static final String BY_NAME = " ORDER BY c.relname";

  /** A domain counts as the type below it. */
  private static final String COLUMNS = """
      WITH RECURSIVE below(domain, type, modifier, required, value) AS (
        SELECT oid, typbasetype, typtypmod, typnotnull, typdefault FROM pg_type WHERE typtype = 'd'
        UNION ALL
        SELECT b.domain, t.typbasetype, t.typtypmod, b.required OR t.typnotnull, COALESCE(b.value, t.typdefault)
        FROM below b JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd')
      SELECT a.attrelid::text AS id, a.attname AS name, a.attnum AS position,
        format_type(u.oid, COALESCE(b.modifier, a.atttypmod)) AS type, u.typtype::text AS kind, u.typcategory::text AS category,
        CASE WHEN b.domain IS NOT NULL THEN format_type(b.domain, NULL) END AS domain,
        ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = u.oid ORDER BY e.enumsortorder) AS labels,
        NOT a.attnotnull AND NOT COALESCE(b.required, false) AS nullable,
        COALESCE(pg_get_expr(d.adbin, d.adrelid), b.value) AS value, a.attidentity::text AS identity,
        a.attgenerated::text AS generated, l.collname, l.collprovider::text AS provider, l.collisdeterministic,
        COALESCE(to_jsonb(l)->>'colllocale', to_jsonb(l)->>'colliculocale', l.collcollate) AS locale,
        col_description(a.attrelid, a.attnum) AS comment
      FROM pg_attribute a
      LEFT JOIN below b ON b.domain = a.atttypid
      JOIN pg_type u ON u.oid = COALESCE(b.type, a.atttypid) AND u.typtype <> 'd'
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_collation l ON l.oid = a.attcollation
      WHERE a.attrelid = ANY(?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum""";

  private static final String INDEXES = """
      SELECT i.indrelid::text AS id, COALESCE(r.conname, c.relname) AS name, i.indisprimary, i.indisunique, i.indisvalid,
        r.contype::text AS constraint, m.amname AS method, pg_get_expr(i.indpred, i.indrelid) AS condition,
        to_jsonb(i)->>'indnullsnotdistinct' = 'true' AS nulls, COALESCE(r.condeferrable, false) AS deferrable,
        COALESCE(r.condeferred, false) AS deferred,
        CASE WHEN r.contype = 'x' THEN pg_get_constraintdef(r.oid) ELSE pg_get_indexdef(i.indexrelid) END AS definition,
        ARRAY(SELECT COALESCE(a.attname::text, pg_get_indexdef(i.indexrelid, k, true)) FROM generate_series(1, i.indnkeyatts) k
          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND i.indkey[k - 1] <> 0
          ORDER BY k) AS parts,
        ARRAY(SELECT i.indkey[k - 1] = 0 FROM generate_series(1, i.indnkeyatts) k ORDER BY k) AS expressions,
        ARRAY(SELECT i.indoption[k - 1] & 1 = 1 FROM generate_series(1, i.indnkeyatts) k ORDER BY k) AS descending,
        ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts + 1, i.indnatts) k
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] ORDER BY k) AS included
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am m ON m.oid = c.relam
      LEFT JOIN pg_constraint r ON r.conindid = i.indexrelid AND r.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY(?::oid[])
      ORDER BY i.indrelid, 2""";

  /** A key to a partitioned table has one more entry for each partition, which is left out. */
  private static final String REFERENCES = """
      SELECT r.conrelid::text AS id, r.conname AS name, n.nspname AS schema, t.relname AS target,
        r.confdeltype::text AS on_delete, r.confupdtype::text AS on_update, r.confmatchtype::text AS match,
        r.condeferrable, r.condeferred, r.convalidated,
        ARRAY(SELECT a.attname::text FROM unnest(r.conkey) WITH ORDINALITY k(number, place)
          JOIN pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = k.number ORDER BY k.place) AS columns,
        ARRAY(SELECT a.attname::text FROM unnest(r.confkey) WITH ORDINALITY k(number, place)
          JOIN pg_attribute a ON a.attrelid = r.confrelid AND a.attnum = k.number ORDER BY k.place) AS target_columns
      FROM pg_constraint r
      JOIN pg_class t ON t.oid = r.confrelid
      JOIN pg_namespace n ON n.oid = t.relnamespace
      WHERE r.contype = 'f' AND r.conrelid = ANY(?::oid[]) AND NOT EXISTS (
        SELECT FROM pg_constraint p WHERE p.oid = r.conparentid AND p.conrelid = r.conrelid)
      ORDER BY r.conrelid, r.conname""";

  private static final String REFERRERS = """
      SELECT r.confrelid::text AS id, n.nspname AS schema, c.relname AS tab, r.conname AS name,
        r.confdeltype::text AS on_delete
      FROM pg_constraint r
      JOIN pg_class c ON c.oid = r.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE r.contype = 'f' AND r.conparentid = 0 AND r.confrelid = ANY(?::oid[])
      ORDER BY 1, 2, 3, 4""";

  /** A domain has the checks of the domains below it too. */
  private static final String CHECKS = """
      WITH RECURSIVE below(domain, part) AS (
        SELECT oid, oid FROM pg_type WHERE typtype = 'd'
        UNION ALL
        SELECT b.domain, t.typbasetype FROM below b JOIN pg_type t ON t.oid = b.part AND t.typtype = 'd')
      SELECT r.conrelid::text AS id, r.conname AS name, pg_get_constraintdef(r.oid) AS text, NULL AS column, r.convalidated,
        COALESCE(to_jsonb(r)->>'conenforced', 'true') = 'true' AS enforced
      FROM pg_constraint r WHERE r.contype = 'c' AND r.conrelid = ANY(?::oid[])
      UNION ALL
      SELECT a.attrelid::text, r.conname, pg_get_constraintdef(r.oid), a.attname, r.convalidated, true
      FROM pg_attribute a
      JOIN below b ON b.domain = a.atttypid
      JOIN pg_constraint r ON r.contype = 'c' AND r.contypid = b.part
      WHERE a.attrelid = ANY(?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY 1, 2""";

  private static final String TRIGGERS = """
      SELECT t.tgrelid::text AS id, t.tgname AS name, t.tgtype, t.tgenabled IN ('O', 'A') AS enabled,
        pg_get_triggerdef(t.oid) AS text
      FROM pg_trigger t WHERE t.tgrelid = ANY(?::oid[]) AND NOT t.tgisinternal ORDER BY t.tgrelid, t.tgname""";

  private static final String RULES = """
      SELECT w.ev_class::text AS id, w.rulename AS name
      FROM pg_rewrite w WHERE w.ev_class = ANY(?::oid[]) AND w.rulename <> '_RETURN' ORDER BY 1, 2""";

  private static final String SEQUENCE = """
      SELECT c.relname AS name, s.seqincrement, s.seqstart, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
        (SELECT t.relname || '.' || a.attname FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') LIMIT 1) AS owner
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE\s""";

  /** What a change of a table, a column, a constraint or a trigger writes again. */
  private static final String FINGERPRINT = """
      WITH ours AS (SELECT c.oid, c.xmin FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema())
      SELECT 'c', oid::text, '', xmin::text FROM ours
      UNION ALL SELECT 'a', a.attrelid::text, a.attnum::text, a.xmin::text FROM pg_attribute a JOIN ours o ON o.oid = a.attrelid
      UNION ALL SELECT 'r', r.oid::text, '', r.xmin::text FROM pg_constraint r JOIN ours o ON o.oid = r.conrelid
      UNION ALL SELECT 't', t.oid::text, '', t.xmin::text FROM pg_trigger t JOIN ours o ON o.oid = t.tgrelid
      ORDER BY 1, 2, 3""";

  private static final int EACH_ROW = 1;
  private static final int BEFORE = 2;
  private static final int INSERT = 4;
  private static final int DELETE = 8;
  private static final int UPDATE = 16;
  private static final int TRUNCATE = 32;
  private static final int INSTEAD = 64;

  /** Collations that sort by code point; what is under them is the same bytes in UTF-8. */
  private static final Set<String> BY_CODE_POINT = Set.of(
      "C",
      "POSIX",
      "ucs_basic",
      "C.UTF-8",
      "C.UTF8",
      "C.utf8",
      "pg_c_utf8",
      "PG_UNICODE_FAST",
      "pg_unicode_fast");

  @Override
  public Catalogue read(Connection connection, Optional<String> schema, List<String> names)
      throws SQLException {
    return schema.isPresent()
        ? read(connection, schema, NAMED_IN_SCHEMA, List.of(schema.get(), array(names)))
        : read(connection, schema, NAMED, List.of(array(names)));
  }

  @Override
  public Catalogue readAll(Connection connection, Optional<String> schema) throws SQLException {
    SchemaName name = new SchemaName(CURRENT, schema);
    return read(connection, schema, name.sql(IN_SCHEMA), name.arguments(IN_SCHEMA, List.of()));
  }

  private static Catalogue read(
      Connection connection, Optional<String> schema, String condition, List<String> arguments)
      throws SQLException {
    Optional<String> found =
        schema.isPresent() ? existing(connection, schema.get()) : Optional.empty();
    var catalogues = new ArrayList<Catalogue.Builder>();
    var defaults = new ArrayList<CatalogueCollation>();
    CatalogueQuery.run(connection, SETTINGS, List.of(), row -> {
      CatalogueCollation collation = databaseCollation(row);
      defaults.add(collation);
      catalogues.add(Catalogue.of(
              row.getString("version"),
              schema.isPresent() ? found.orElse("") : CatalogueQuery.text(row, "schema"))
          .collation(collation));
    });
    var tables = new TableParts.All();
    CatalogueQuery.run(
        connection,
        TABLE + condition + BY_NAME,
        arguments,
        row -> tables.add(row.getString("id"), table(row)));
    if (!tables.keys().isEmpty()) {
      parts(connection, tables, defaults.get(0));
    }
    var sequences = new ArrayList<CatalogueSequence>();
    CatalogueQuery.run(
        connection, SEQUENCE + condition + BY_NAME, arguments, row -> sequences.add(sequence(row)));
    return catalogues.get(0).tables(tables.build()).sequences(sequences).build();
  }

  private static Optional<String> existing(Connection connection, String schema)
      throws SQLException {
    var found = new ArrayList<String>();
    CatalogueQuery.run(
        connection,
        "SELECT nspname FROM pg_namespace WHERE nspname = ?",
        List.of(schema),
        row -> found.add(row.getString(1)));
    return found.stream().findFirst();
  }

  private static void parts(
      Connection connection, TableParts.All tables, CatalogueCollation database)
      throws SQLException {
    String ids = array(tables.keys());
    List<String> argument = List.of(ids);
    CatalogueQuery.run(connection, COLUMNS, argument, row -> {
      CatalogueColumn column = column(row, database);
      tables.with(row.getString("id"), table -> table.columns.add(column));
    });
    CatalogueQuery.run(connection, INDEXES, argument, row -> {
      CatalogueIndex index = index(row);
      tables.with(row.getString("id"), table -> table.indexes.add(index));
    });
    CatalogueQuery.run(connection, REFERENCES, argument, row -> {
      CatalogueForeignKey key = foreignKey(row);
      tables.with(row.getString("id"), table -> table.foreignKeys.add(key));
    });
    CatalogueQuery.run(connection, REFERRERS, argument, row -> {
      var referrer = new CatalogueReferrer(
          row.getString("schema"),
          row.getString("tab"),
          row.getString("name"),
          action(row.getString("on_delete")));
      tables.with(row.getString("id"), table -> table.referrers.add(referrer));
    });
    CatalogueQuery.run(connection, CHECKS, List.of(ids, ids), row -> {
      CatalogueCheck check = check(row);
      tables.with(row.getString("id"), table -> table.checks.add(check));
    });
    CatalogueQuery.run(connection, TRIGGERS, argument, row -> {
      CatalogueTrigger trigger = trigger(row);
      tables.with(row.getString("id"), table -> table.triggers.add(trigger));
    });
    CatalogueQuery.run(connection, RULES, argument, row -> {
      String rule = row.getString("name");
      tables.with(row.getString("id"), table -> table.rules.add(rule));
    });
  }

  /** An array as a literal, which needs no connection to make it. */
  private static String array(List<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static CatalogueTable.Builder table(ResultSet row) throws SQLException {
    return CatalogueTable.named(row.getString("name"), kind(row))
        .schema(row.getString("schema"))
        .parents(CatalogueQuery.list(row, "parents"))
        .children(CatalogueQuery.list(row, "children"))
        .comment(CatalogueQuery.text(row, "comment"))
        .writable(row.getBoolean("writable"))
        .hidesRows(row.getBoolean("hides"))
        .rowSecurity(
            !row.getBoolean("relrowsecurity")
                ? RowSecurity.NONE
                : row.getBoolean("relforcerowsecurity") ? RowSecurity.FORCED : RowSecurity.ENABLED);
  }

  private static Kind kind(ResultSet row) throws SQLException {
    if (row.getBoolean("temporary")) {
      return Kind.TEMPORARY;
    }
    return switch (row.getString("kind")) {
      case "r" -> row.getBoolean("relispartition") ? Kind.PARTITION : Kind.TABLE;
      case "p" -> Kind.PARTITIONED;
      case "v" -> Kind.VIEW;
      case "m" -> Kind.MATERIALIZED_VIEW;
      case "f" -> Kind.FOREIGN;
      default -> Kind.OTHER;
    };
  }

  private static CatalogueColumn column(ResultSet row, CatalogueCollation database)
      throws SQLException {
    var column = CatalogueColumn.named(row.getString("name"), PostgreSqlTypes.type(row))
        .position(row.getInt("position"))
        .nullable(row.getBoolean("nullable"))
        .generation(generation(row))
        .comment(CatalogueQuery.text(row, "comment"));
    String value = row.getString("value");
    if (value != null && row.getString("generated").isEmpty()) {
      column.defaultText(value);
    } else if (value != null) {
      column.expression(value);
    }
    CatalogueCollation collation = collation(row, database);
    if (collation != null) {
      column.collation(collation);
    }
    return column.build();
  }

  private static Generation generation(ResultSet row) throws SQLException {
    return switch (row.getString("identity") + row.getString("generated")) {
      case "a" -> Generation.IDENTITY_ALWAYS;
      case "d" -> Generation.IDENTITY_BY_DEFAULT;
      case "s" -> Generation.STORED;
      case "v" -> Generation.VIRTUAL;
      default -> Generation.NONE;
    };
  }

  private static @Nullable CatalogueCollation collation(ResultSet row, CatalogueCollation database)
      throws SQLException {
    String name = row.getString("collname");
    if (name == null) {
      return null;
    }
    if (row.getString("type").equals("citext")) {
      return CatalogueCollation.named("citext", Comparison.FOLDING).build();
    }
    // "default" stands for that of the database.
    return row.getString("provider").equals("d")
        ? database
        : collation(
            name,
            row.getString("provider"),
            CatalogueQuery.text(row, "locale"),
            row.getBoolean("collisdeterministic"));
  }

  private static CatalogueCollation databaseCollation(ResultSet row) throws SQLException {
    String provider = row.getString("provider");
    String libc = row.getString("libc");
    String locale = CatalogueQuery.text(row, "locale");
    return provider == null || provider.equals("c")
        ? collation(libc, "c", libc, true)
        : collation(locale, provider, locale, true);
  }

  private static CatalogueCollation collation(
      String name, String provider, String locale, boolean deterministic) {
    boolean byCodePoint =
        !provider.equals("i") && (BY_CODE_POINT.contains(name) || BY_CODE_POINT.contains(locale));
    Comparison comparison = !deterministic
        ? Comparison.FOLDING
        : byCodePoint ? Comparison.CODE_POINT : Comparison.LANGUAGE;
    return CatalogueCollation.named(name, comparison)
        .locale(locale)
        .provider(
            switch (provider) {
              case "c" -> CatalogueCollation.Provider.LIBC;
              case "i" -> CatalogueCollation.Provider.ICU;
              default -> CatalogueCollation.Provider.SERVER;
            })
        .build();
  }

  private static CatalogueIndex index(ResultSet row) throws SQLException {
    List<String> texts = CatalogueQuery.list(row, "parts");
    List<Boolean> expressions = CatalogueQuery.truths(row, "expressions");
    List<Boolean> descending = CatalogueQuery.truths(row, "descending");
    var parts = new ArrayList<CatalogueIndex.Part>();
    for (int i = 0; i < texts.size(); i++) {
      CatalogueIndex.Part part = expressions.get(i)
          ? CatalogueIndex.Part.expression(texts.get(i))
          : CatalogueIndex.Part.column(texts.get(i));
      parts.add(descending.get(i) ? part.descending() : part);
    }
    var index = CatalogueIndex.named(row.getString("name"), indexKind(row), parts)
        .method(row.getString("method"))
        .included(CatalogueQuery.list(row, "included"))
        .nullsNotDistinct(row.getBoolean("nulls"))
        .valid(row.getBoolean("indisvalid"))
        .deferrable(row.getBoolean("deferrable"))
        .deferred(row.getBoolean("deferred"))
        .definition(row.getString("definition"));
    String condition = row.getString("condition");
    return condition == null ? index.build() : index.condition(condition).build();
  }

  private static CatalogueIndex.Kind indexKind(ResultSet row) throws SQLException {
    if (row.getBoolean("indisprimary")) {
      return CatalogueIndex.Kind.PRIMARY_KEY;
    }
    String constraint = CatalogueQuery.text(row, "constraint");
    if (constraint.equals("x")) {
      return CatalogueIndex.Kind.EXCLUSION;
    }
    return constraint.equals("u")
        ? CatalogueIndex.Kind.UNIQUE_CONSTRAINT
        : row.getBoolean("indisunique")
            ? CatalogueIndex.Kind.UNIQUE_INDEX
            : CatalogueIndex.Kind.INDEX;
  }

  private static CatalogueForeignKey foreignKey(ResultSet row) throws SQLException {
    return CatalogueForeignKey.named(
            row.getString("name"),
            CatalogueQuery.list(row, "columns"),
            row.getString("target"),
            CatalogueQuery.list(row, "target_columns"))
        .targetSchema(row.getString("schema"))
        .onDelete(action(row.getString("on_delete")))
        .onUpdate(action(row.getString("on_update")))
        .matchesFull(row.getString("match").equals("f"))
        .deferrable(row.getBoolean("condeferrable"))
        .deferred(row.getBoolean("condeferred"))
        .validated(row.getBoolean("convalidated"))
        .build();
  }

  private static Action action(String letter) {
    return switch (letter) {
      case "r" -> Action.RESTRICT;
      case "c" -> Action.CASCADE;
      case "n" -> Action.SET_NULL;
      case "d" -> Action.SET_DEFAULT;
      default -> Action.NO_ACTION;
    };
  }

  private static CatalogueCheck check(ResultSet row) throws SQLException {
    var check = CatalogueCheck.named(row.getString("name"), row.getString("text"))
        .validated(row.getBoolean("convalidated"))
        .enforced(row.getBoolean("enforced"));
    String column = row.getString("column");
    return column == null ? check.build() : check.column(column).build();
  }

  private static CatalogueTrigger trigger(ResultSet row) throws SQLException {
    int bits = row.getInt("tgtype");
    var events = EnumSet.noneOf(Event.class);
    if ((bits & INSERT) != 0) {
      events.add(Event.INSERT);
    }
    if ((bits & UPDATE) != 0) {
      events.add(Event.UPDATE);
    }
    if ((bits & DELETE) != 0) {
      events.add(Event.DELETE);
    }
    if ((bits & TRUNCATE) != 0) {
      events.add(Event.TRUNCATE);
    }
    Timing timing = (bits & INSTEAD) != 0
        ? Timing.INSTEAD_OF
        : (bits & BEFORE) != 0 ? Timing.BEFORE : Timing.AFTER;
    return CatalogueTrigger.named(row.getString("name"), timing, events)
        .eachRow((bits & EACH_ROW) != 0)
        .enabled(row.getBoolean("enabled"))
        .text(row.getString("text"))
        .build();
  }

  private static CatalogueSequence sequence(ResultSet row) throws SQLException {
    var sequence = CatalogueSequence.named(row.getString("name"), row.getLong("seqincrement"))
        .start(row.getLong("seqstart"))
        .least(row.getLong("seqmin"))
        .greatest(row.getLong("seqmax"))
        .cache(row.getLong("seqcache"))
        .cycles(row.getBoolean("seqcycle"));
    String owner = row.getString("owner");
    return owner == null ? sequence.build() : sequence.owner(owner).build();
  }

  @Override
  public List<String> fingerprint(Connection connection, Optional<String> schema)
      throws SQLException {
    return CatalogueQuery.texts(connection, FINGERPRINT, new SchemaName(CURRENT, schema));
  }
}
