package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.bilayer.DataLayer;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.tools.report.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wart of existing databases is in the sources, or in the report. */
final class WartsImportTest {

  private static final String KEY = "id BIGINT NOT NULL PRIMARY KEY";
  private static final String VERSION = "version BIGINT NOT NULL";

  @TempDir
  private Path folder;

  private static List<Wart> everywhere() {
    return List.of(
        Wart.of(
                "default",
                "CREATE TABLE w_default (" + KEY + ", state VARCHAR(5) DEFAULT 'new', " + VERSION
                    + ")")
            .expressed(
                "WDefault",
                ".withDefault(DatabaseValue.constant(\"new\"))",
                "import org.bilayer.model.DatabaseValue;"),
        Wart.of(
                "default of a required number and of a time",
                "CREATE TABLE w_rated (" + KEY
                    + ", rating INT DEFAULT 3 NOT NULL, price DECIMAL(6, 2) DEFAULT 4.99"
                    + " NOT NULL, seen TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL, " + VERSION
                    + ")")
            .expressed(
                "WRated",
                "Integer rating",
                ".withDefault(DatabaseValue.constant(3))",
                ".withDefault(DatabaseValue.constant(new BigDecimal(\"4.99\")))",
                ".withDefault(DatabaseValue.now())"),
        Wart.of(
                "default that the model cannot say",
                "CREATE TABLE w_computed_default (" + KEY + ", state DATE DEFAULT (CURRENT_DATE), "
                    + VERSION + ")")
            .reported("w_computed_default.state: the default * is not in the model"),
        Wart.of(
                "composite key",
                "CREATE TABLE w_composite (a INT NOT NULL, b INT NOT NULL, " + VERSION
                    + ", PRIMARY KEY (a, b))")
            .expressed(
                "WComposite",
                "public record Id(int a, int b)",
                "Embedded.of(\"\", Id.VALUE, WComposite::id)"),
        Wart.of(
                "foreign key with an action",
                "CREATE TABLE w_owner (" + KEY + ", " + VERSION + ")",
                "CREATE TABLE w_cascade (" + KEY + ", owner_id BIGINT, " + VERSION
                    + ", CONSTRAINT w_cascade_fkey FOREIGN KEY (owner_id) REFERENCES w_owner (id) ON DELETE CASCADE)")
            .expressed("WCascade", "Reference<WCascade, WOwner> OWNER", ".withAction()"),
        Wart.of(
                "reference to itself",
                "CREATE TABLE w_tree (" + KEY + ", parent_id BIGINT, " + VERSION
                    + ", CONSTRAINT w_tree_fkey FOREIGN KEY (parent_id) REFERENCES w_tree (id))")
            .expressed("WTree", "Reference.of(\"", ", PARENT_ID, () -> WTree.MAPPING)"),
        Wart.of(
                "reference of several columns",
                "CREATE TABLE w_pair (a INT NOT NULL, b INT NOT NULL, " + VERSION
                    + ", PRIMARY KEY (a, b))",
                "CREATE TABLE w_of_pair (" + KEY + ", a INT, b INT, " + VERSION
                    + ", CONSTRAINT w_of_pair_fkey FOREIGN KEY (a, b) REFERENCES w_pair (a, b))")
            .reported(
                "w_of_pair.w_of_pair_fkey: this foreign key is not in the model: it refers to an id of several columns"),
        Wart.of("no primary key", "CREATE TABLE w_keyless (a INT, b INT)")
            .reported("w_keyless: it has no primary key and no unique key without NULL"),
        Wart.of(
                "unique key instead of a primary key",
                "CREATE TABLE w_unique (a INT NOT NULL UNIQUE, b INT, " + VERSION + ")")
            .expressed("WUnique", "Mapping<WUnique, Integer>")
            .reported("w_unique: has no primary key; its unique key * serves as the id"),
        Wart.of("real", "CREATE TABLE w_real (" + KEY + ", measured " + "REAL, " + VERSION + ")")
            .expressed("WReal", "Codec.float64()"),
        Wart.of(
                "small version column",
                "CREATE TABLE w_small_version (" + KEY + ", lock_version SMALLINT)")
            .expressed(
                "WSmallVersion",
                "VersionColumn.int16(\"version\").nullable()",
                ".inVersionColumn(\"")
            .reported("w_small_version.lock_version: taken for the version"),
        Wart.of("view", "CREATE VIEW w_view AS SELECT id, state FROM w_default")
            .reported(
                "w_view: it is a view or another relation without a key. If some columns identify its rows, name them"
                    + " by --key TABLE=COLUMN,COLUMN"));
  }

  private static List<Wart> postgresql() {
    return List.of(
        Wart.of("no version column", "CREATE TABLE w_plain (" + KEY + ")")
            .expressed("WPlain", ".serverVersion()"),
        Wart.of(
                "hostile names",
                "CREATE TABLE \"Order \"\"Details\"\"\" (\"Id\" BIGINT CONSTRAINT \"PK \"\"1\"\"\" PRIMARY KEY, \"Unit Price\""
                    + " INT, \"select\" INT, CONSTRAINT \"UQ;--\" UNIQUE (\"Unit Price\"))")
            .expressed(
                "OrderDetails",
                ".inTable(\"Order \\\"Details\\\"\")",
                ".inColumn(\"Unit Price\")",
                ".primaryKey(\"PK \\\"1\\\"\")",
                ".unique(\"UQ;--\", UNIT_PRICE)"),
        Wart.of(
                "collation that ignores case",
                "CREATE COLLATION w_ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE w_ci (" + KEY + ", name VARCHAR(20) COLLATE w_ci)")
            .expressed("WCi", "Codec.text(20).ignoringCaseInDatabase()"),
        Wart.of(
                "collation of a language",
                "CREATE TABLE w_language (" + KEY + ", name VARCHAR(20) COLLATE \"de-x-icu\")")
            .expressed("WLanguage", "Codec.text(20).sortedByLanguageInDatabase()"),
        Wart.of("char", "CREATE TABLE w_char (" + KEY + ", code CHAR(3))")
            .expressed("WChar", "Codec.text(3).ofFixedLength()"),
        Wart.of("times", "CREATE TABLE w_times (" + KEY + ", a TIMESTAMP(3), b TIMESTAMPTZ)")
            .expressed("WTimes", "Codec.localDateTime(3)", "Codec.instant(6)"),
        Wart.of(
                "times without end",
                "CREATE TABLE w_endless (" + KEY + ", a DATE)",
                "INSERT INTO w_endless VALUES (1, 'infinity')")
            .reported(
                "w_endless.a: 1 row holds a time outside of the years 1 to 9999 (1 row read), which cannot be read"),
        Wart.of(
                "text without length",
                "CREATE TABLE w_text (" + KEY + ", short TEXT, long TEXT)",
                "INSERT INTO w_text VALUES (1, 'abc', repeat('x', 20000))")
            .expressed("WText", "Codec.text(10_000)", "Codec.longText(2_000_000)")
            .reported(
                "w_text.short: read as text of at most 10000 characters: the longest has 3",
                "w_text.long: long text: no condition and no order can use it; the longest has 20000 characters"),
        Wart.of("bytes", "CREATE TABLE w_bytes (" + KEY + ", picture BYTEA)")
            .expressed("WBytes", "Codec.longBytes(8_000_000)"),
        Wart.of(
                "checks",
                "CREATE TABLE w_checks (" + KEY
                    + ", a NUMERIC(10,2) CONSTRAINT w_positive CHECK (a > 0 AND a < 100), b"
                    + " VARCHAR(3) CONSTRAINT w_one_of CHECK (b IN ('x', 'y')), c VARCHAR(9) CONSTRAINT w_strange CHECK (c ~ 'z'))")
            .expressed(
                "WChecks",
                ".check(\"w_positive\", A.gt(new BigDecimal(\"0\")).and(A.lt(new BigDecimal(\"100\"))))",
                ".check(\"w_one_of\", B.in(List.of(\"x\", \"y\")))")
            .reported("w_checks.w_strange: this check is not in the model: CHECK"),
        Wart.of(
                "a check against a value that the column cannot have",
                "CREATE TABLE w_odd_check (" + KEY
                    + ", a VARCHAR(2) CONSTRAINT w_odd CHECK (a <> 'abc'))")
            .reported("w_odd_check.w_odd: this check is not in the model"),
        Wart.of(
                "ids of the database",
                "CREATE TABLE w_serial (id SERIAL PRIMARY KEY)",
                "CREATE TABLE w_identity (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)")
            .expressed("WSerial", ".identity()"),
        Wart.of("decimal without precision", "CREATE TABLE w_numeric (" + KEY + ", a NUMERIC)")
            .expressed("WNumeric", "Codec.decimal()"),
        Wart.of(
                "trigger that writes",
                "CREATE TABLE w_trigger (" + KEY + ", changed TIMESTAMP)",
                "CREATE FUNCTION w_touch() RETURNS trigger AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$ LANGUAGE plpgsql",
                "CREATE TRIGGER w_touched BEFORE UPDATE ON w_trigger FOR EACH ROW EXECUTE FUNCTION w_touch()")
            .reported(
                "w_trigger.w_touched: a trigger, BEFORE [UPDATE]: what it writes or refuses is not in the model"),
        Wart.of(
                "generated column",
                "CREATE TABLE w_generated (" + KEY
                    + ", a INT, b INT GENERATED ALWAYS AS (a + 1) STORED)")
            .reported("w_generated.b: the database computes it: *a + 1"),
        Wart.of(
                "enumeration",
                "CREATE TYPE w_mood AS ENUM ('happy', 'not so')",
                "CREATE TABLE w_enum (" + KEY + ", mood w_mood)")
            .expressed("WEnum", "Codec.labels(\"w_mood\", List.of(\"happy\", \"not so\"))"),
        Wart.of(
                "enumeration with a quoted name",
                "CREATE TYPE \"W Mood\" AS ENUM ('happy', 'not so')",
                "CREATE TABLE w_quoted_enum (" + KEY + ", mood \"W Mood\")")
            .expressed("WQuotedEnum", "Codec.labels(\"W Mood\", List.of(\"happy\", \"not so\"))"),
        Wart.of(
                "inheritance",
                "CREATE TABLE w_parent (" + KEY + ")",
                "CREATE TABLE w_child (PRIMARY KEY (id)) INHERITS (w_parent)")
            .reported(
                "w_parent: it has no id: the tables [w_child] inherit from it, so that one key can stand for several rows"),
        Wart.of(
                "partitions",
                "CREATE TABLE w_parted (" + KEY + ", " + VERSION + ") PARTITION BY RANGE (id)",
                "CREATE TABLE w_parted_1 PARTITION OF w_parted FOR VALUES FROM (0) TO (100)")
            .expressed("WParted", "Mapping<WParted, Long>")
            .reported(
                "w_parted_1: it is a partition of [w_parted], through which its rows are in the model"),
        Wart.of(
                "types that only the database has",
                "CREATE TABLE w_types (" + KEY
                    + ", a XML, b INT[], c TSVECTOR, d INTERVAL, e MONEY, f INET, g INT4RANGE, h BIT(3),"
                    + " i TIMETZ)")
            .expressed(
                "WTypes",
                "Codec.databaseText(\"xml\", List.of(\"<a/>\"))",
                "Codec.databaseText(\"_int4\", List.of(\"{}\"))",
                "Codec.databaseText(\"interval\", List.of(\"1 day\"))",
                "Codec.databaseText(\"inet\", List.of(\"10.0.0.1\"))",
                "Codec.databaseText(\"int4range\", List.of(\"empty\"))",
                "Codec.databaseText(\"bit\", List.of(\"000\"))",
                "Codec.databaseText(\"timetz\", List.of(\"10:00:00+00\"))")
            .reported(
                "w_types.a: read and written as the text that the database shows",
                "w_types.c: no codec stores the type tsvector",
                "w_types.e: no codec stores the type money"),
        Wart.of(
                "indexes",
                "CREATE TABLE w_indexed (" + KEY + ", a INT, b VARCHAR(9), c TEXT[])",
                "CREATE INDEX w_ab ON w_indexed (a DESC, b)",
                "CREATE INDEX w_hash ON w_indexed USING hash (a)",
                "CREATE INDEX w_words ON w_indexed USING gin (c)",
                "CREATE INDEX w_key ON w_indexed (id)",
                "CREATE INDEX w_some ON w_indexed (b) WHERE a > 0")
            .expressed("WIndexed", ".index(\"w_ab\", A.desc(), B.asc())"),
        Wart.of(
                "unique keys that say more",
                "CREATE TABLE w_uniques (" + KEY + ", a INT, b VARCHAR(9))",
                "CREATE UNIQUE INDEX w_partial ON w_uniques (a) WHERE a > 0",
                "CREATE UNIQUE INDEX w_lower ON w_uniques (lower(b))",
                "ALTER TABLE w_uniques ADD CONSTRAINT w_nulls UNIQUE NULLS NOT DISTINCT (a, b)",
                "ALTER TABLE w_uniques ADD CONSTRAINT w_exclude EXCLUDE USING btree (b WITH =)")
            .reported(
                "w_uniques.w_partial: this unique key is not in the model: it is about the rows with * only",
                "w_uniques.w_lower: this unique key is not in the model: it is over expressions",
                "w_uniques.w_nulls: this unique key is not in the model: two rows without a value collide",
                "w_uniques.w_exclude: the model has no exclusion constraint"),
        Wart.of("sequence", "CREATE SEQUENCE \"W Numbers\" INCREMENT 20"));
  }

  private static List<Wart> mariadb() {
    return List.of(
        Wart.of("no version column", "CREATE TABLE w_plain (" + KEY + ")")
            .expressed("WPlain", ".readOnly()")
            .reported(
                "w_plain: is only read: it has no column that counts changes, so that lost updates could not be seen"),
        Wart.of(
                "unsigned and odd integers",
                "CREATE TABLE w_numbers (" + KEY
                    + ", a INT UNSIGNED, b BIGINT UNSIGNED, c TINYINT, d MEDIUMINT, e SMALLINT UNSIGNED,"
                    + " f YEAR, g TINYINT(1), h TINYINT(1), i BIT(1), j BIT(4), " + VERSION + ")",
                "INSERT INTO w_numbers VALUES (1, 1, 1, 1, 1, 1, 2000, 1, 2, b'1', b'1', 1)")
            .expressed(
                "WNumbers",
                "Codec.int64(0, 4_294_967_295L)",
                "Codec.unsignedInt64()",
                "Column.optional(\"c\", Codec.int32(-128, 127)",
                "Codec.int32(-8_388_608, 8_388_607)",
                "Codec.int32(0, 65_535)",
                "Codec.int32(1901, 2155)",
                "Column.optional(\"g\", Codec.bool()",
                "Column.optional(\"h\", Codec.int32(-128, 127)",
                "Column.optional(\"i\", Codec.bool()")
            .reported(
                "w_numbers.h: a number and no truth value: 1 row holds neither 0 nor 1 (1 row read)",
                "w_numbers.j: no codec stores the type bit(4)"),
        Wart.of(
                "hostile names",
                "CREATE TABLE `Order ``Details` (`Id` BIGINT PRIMARY KEY, `Unit Price` INT, `select` INT, UNIQUE KEY `UQ;--` (`Unit"
                    + " Price`), version BIGINT NOT NULL)")
            .expressed(
                "OrderDetails",
                ".inTable(\"Order `Details\")",
                ".inColumn(\"Unit Price\")",
                ".unique(\"UQ;--\", UNIT_PRICE)"),
        Wart.of(
                "character sets and collations",
                "CREATE TABLE w_text (" + KEY
                    + ", a VARCHAR(9) CHARACTER SET latin1, b VARCHAR(9) CHARACTER SET utf8mb3 COLLATE"
                    + " utf8mb3_bin, c CHAR(3) CHARACTER SET ascii, d TEXT, e LONGTEXT, " + VERSION
                    + ")",
                "INSERT INTO w_text VALUES (1, 'a', 'b', 'c', 'd', REPEAT('e', 12000), 1)")
            .expressed(
                "WText",
                "Codec.text(9).inCharacterSet(\"latin1\").ignoringCaseInDatabase()",
                "Codec.text(9).inCharacterSet(\"utf8mb3\").ignoringCaseInDatabase()",
                "Codec.text(3).inCharacterSet(\"ascii\").ofFixedLength().ignoringCaseInDatabase()",
                "Codec.text(10_000).ignoringCaseInDatabase()",
                "Codec.longText(2_000_000)")
            .reported("w_text.e: long text: no condition and no order can use it"),
        Wart.of(
                "zero dates",
                "SET SESSION sql_mode = ''",
                "CREATE TABLE w_dates (" + KEY
                    + ", a DATE NOT NULL DEFAULT '0000-00-00', b DATETIME, c DATE, " + VERSION
                    + ")",
                "INSERT INTO w_dates VALUES (1, '0000-00-00', '0000-00-00 00:00:00', '2020-05-00', 1)")
            .expressed(
                "WDates",
                "Codec.localDate().zeroDateAsFirst()",
                "Codec.localDateTime(0).zeroDateAsAbsent()")
            .reported(
                "w_dates.a: 1 row holds the date 0000-00-00 (1 row read), which is read as the first day of the year 1",
                "w_dates.b: 1 row holds the date 0000-00-00 (1 row read), which is read as absent, as NULL is",
                "w_dates.c: 1 row holds a date with month or day 0 (1 row read), which cannot be read"),
        Wart.of(
                "times",
                "CREATE TABLE w_times (" + KEY + ", a TIMESTAMP(3) NULL, b DATETIME(6), c TIME, "
                    + VERSION + ")")
            .expressed(
                "WTimes", "Codec.timestamp(3)", "Codec.localDateTime(6)", "Codec.localTime(0)"),
        Wart.of(
                "column that the database writes",
                "CREATE TABLE w_touched (" + KEY
                    + ", changed DATETIME ON UPDATE CURRENT_TIMESTAMP, total INT AS (1 + 1) STORED, "
                    + VERSION + ")")
            .reported(
                "w_touched.changed: the database writes it with each change: ON UPDATE",
                "w_touched.total: the database computes it: 1 + 1"),
        Wart.of(
                "time of the last change",
                "CREATE TABLE w_stamped (" + KEY
                    + ", changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, "
                    + VERSION + ")")
            .expressed("WStamped", ".generatedAlways(DatabaseValue.now())"),
        Wart.of(
                "id of the database",
                "CREATE TABLE w_auto (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, " + VERSION + ")")
            .expressed("WAuto", ".identity()"),
        Wart.of(
                "enumerations and sets",
                "CREATE TABLE w_enum (" + KEY
                    + ", a ENUM('ON', 'OFF'), b ENUM('PG-13', 'default'), c SET('X', 'Y'), "
                    + VERSION + ")")
            .expressed(
                "WEnum",
                "Codec.labels(\"a\", List.of(\"ON\", \"OFF\")).as(ALabel::valueOf, ALabel::name)",
                "Codec.labels(\"b\", List.of(\"PG-13\", \"default\"))",
                "Codec.labelSet(List.of(\"X\", \"Y\"))"),
        Wart.of(
                "table without transactions",
                "CREATE TABLE w_myisam (" + KEY + ", " + VERSION + ") ENGINE=MyISAM")
            .expressed("WMyisam", ".readOnly()")
            .reported("w_myisam: is only read: its storage engine MyISAM has no transactions"),
        Wart.of(
                "bytes",
                "CREATE TABLE w_bytes (" + KEY
                    + ", a BINARY(16), b BINARY(4), c BLOB, d VARBINARY(9), " + VERSION + ")")
            .expressed(
                "WBytes",
                "Codec.bytes(16).ofFixedLength()",
                "Codec.bytes(4).ofFixedLength()",
                "Codec.bytes(9)")
            .reported("w_bytes.a: may be a UUID: then the codec is Codec.uuid()"),
        Wart.of(
                "trigger that writes",
                "CREATE TABLE w_trigger (" + KEY + ", a INT, " + VERSION + ")",
                "CREATE TRIGGER w_set BEFORE INSERT ON w_trigger FOR EACH ROW SET NEW.a = 1")
            .reported("w_trigger.w_set: a trigger, BEFORE [INSERT]"),
        Wart.of(
                "checks",
                "CREATE TABLE w_checks (" + KEY + ", a INT, " + VERSION
                    + ", CONSTRAINT w_positive CHECK (a > 0 AND a < 9))")
            .expressed("WChecks", ".check(\"w_positive\", A.gt(0).and(A.lt(9)))"),
        Wart.of(
                "unique key over beginnings",
                "CREATE TABLE w_prefix (" + KEY + ", a VARCHAR(99), " + VERSION
                    + ", UNIQUE KEY w_begins (a(10)))")
            .reported(
                "w_prefix.w_begins: this unique key is not in the model: it is over expressions or over beginnings"),
        Wart.of(
                "types without a codec",
                "CREATE TABLE w_types (" + KEY + ", a GEOMETRY, b UUID, c INET6, " + VERSION + ")")
            .expressed(
                "WTypes",
                "Codec.databaseText(\"uuid\"",
                "Codec.databaseText(\"inet6\", List.of(\"::1\"))")
            .reported("w_types.a: no codec stores the type geometry"));
  }

  private static List<Wart> h2() {
    return List.of(
        Wart.of("no version column", "CREATE TABLE w_plain (" + KEY + ")")
            .expressed("WPlain", ".readOnly()")
            .reported("w_plain: is only read"),
        Wart.of(
                "generated column",
                "CREATE TABLE w_generated (" + KEY + ", a INT, b INT GENERATED ALWAYS AS (a + 1), "
                    + VERSION + ")")
            .reported("w_generated.b: the database computes it"),
        Wart.of("char", "CREATE TABLE w_char (" + KEY + ", code CHAR(3), " + VERSION + ")")
            .expressed("WChar", "Codec.text(3).ofFixedLength()"),
        Wart.of(
                "types without a codec",
                "CREATE TABLE w_types (" + KEY + ", a INT ARRAY, b INTERVAL DAY, c GEOMETRY, "
                    + VERSION + ")")
            .reported(
                "w_types.a: no codec stores",
                "w_types.b: no codec stores",
                "w_types.c: no codec stores"));
  }

  @Test
  void warts_ofPostgreSql_areInTheSourcesOrInTheReport() {
    check(Databases.postgresql(), postgresql());
  }

  @Test
  void warts_ofMariaDb_areInTheSourcesOrInTheReport() {
    check(Databases.mariadb(), mariadb());
  }

  @Test
  void warts_ofH2_areInTheSourcesOrInTheReport() {
    check(Databases.h2(), h2());
  }

  private void check(TestDatabase database, List<Wart> own) {
    List<Wart> warts = Stream.concat(everywhere().stream(), own.stream()).toList();
    try (Live live = new Live(database, folder)) {
      live.execute(warts.stream().flatMap(wart -> wart.sql().stream()).toArray(String[]::new));
      ImportReport report = live.wanted().write();
      List<String> lines = report.findings().stream().map(Finding::toString).toList();
      var softly = new SoftAssertions();
      for (Wart wart : warts) {
        for (String text : wart.has()) {
          softly.assertThat(live.source(wart.source())).as(wart.name()).contains(text);
        }
        for (String line : wart.says()) {
          softly.assertThat(lines).as(wart.name()).anyMatch(each -> begins(each, line));
        }
      }
      softly.assertAll();
      Model model = live.model();
      live.requireDifferencesInReport(model, report);
      readWhatCanBeRead(live, model, report);
    }
  }

  /** Whether a line begins with a text, letter case of names ignored, a star standing for anything. */
  private static boolean begins(String line, String text) {
    String pattern =
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
        .matcher(line)
        .lookingAt();
  }

  /** Tables of which no row was reported as unreadable are read whole. */
  private static void readWhatCanBeRead(Live live, Model model, ImportReport report) {
    try (DataLayer data = MyBatisDataLayer.builder(model)
        .dataSource(live.schema().dataSource())
        .schemaCheck(SchemaCheck.NONE)
        .open()) {
      for (Mapping<?, ?> mapping : model.mappings()) {
        boolean readable = report.findings(Finding.Kind.DIFFERENT).stream()
            .noneMatch(finding -> finding.table().equalsIgnoreCase(mapping.table())
                && finding.text().contains("cannot be read"));
        if (readable && mapping.table().startsWith("w_")) {
          int found =
              data.execute(work -> work.repository(mapping).find(Query.all()).size());
          assertThat((long) found)
              .as(mapping.table())
              .isEqualTo(live.number("SELECT COUNT(*) FROM " + mapping.table()));
        }
      }
    }
  }
}
