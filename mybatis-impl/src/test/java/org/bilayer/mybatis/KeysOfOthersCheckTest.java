package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Query;
import org.bilayer.store.SchemaDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, relations and sequences as others designed them, and the consequence that is reported. */
final class KeysOfOthersCheckTest {

  private record Country(String code, int people) {}

  private static final Column<Country, String> CODE =
      Column.of("code", Codec.text(3), Country::code);
  private static final Column<Country, Integer> PEOPLE =
      Column.of("people", Codec.int32(), Country::people);
  private static final Mapping<Country, String> COUNTRIES = Mapping.of(
          Country.class, "country", CODE)
      .with(PEOPLE)
      .check("country_people_check", PEOPLE.ge(0))
      .construct(row -> new Country(row.get(CODE), row.get(PEOPLE)));
  private static final Model MODEL =
      Model.of(COUNTRIES).withSequences(IdSequence.of("country_seq", 50));

  private TestDatabase database;

  @AfterEach
  void drop() {
    database.close();
  }

  private void create(Server server, Model model, String... changes) {
    database = server.create();
    MyBatisDataLayer.createTables(model, database.pool());
    database.execute(Stream.of(changes)
        .map(sql -> server == Server.MARIADB ? sql.replace('"', '`') : sql)
        .toArray(String[]::new));
  }

  private List<String> found(Model model, DataSource source) {
    return MyBatisDataLayer.schemaDifferences(model, source).stream()
        .map(difference -> difference.severity() + " " + difference.table() + "."
            + difference.part() + "; " + difference.consequence())
        .toList();
  }

  private List<String> after(Server server, String... changes) {
    create(server, MODEL, changes);
    return found(MODEL, database.pool());
  }

  // --- keys

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"
      })
  void keyThatIgnoresCase_isFoundByConditionsAndNotById_breaks(String type) {
    create(Server.MARIADB, MODEL, "ALTER TABLE country MODIFY code " + type + " NOT NULL");

    assertThat(found(MODEL, database.pool()))
        .anySatisfy(line -> assertThat(line)
            .startsWith("BREAKING country.code; ")
            .contains(
                "so that find by another form of an id is empty although conditions meet its row, and"
                    + " adding or upserting that form violates the key"));
    try (DataLayer layer = MyBatisDataLayer.builder(MODEL)
        .dataSource(database.pool())
        .schemaCheck(SchemaCheck.NONE)
        .open()) {
      layer.run(work -> work.repository(COUNTRIES).add(new Country("NOR", 5)));
      assertThat(layer.read(COUNTRIES).find("nor")).isEmpty();
      assertThat(layer.read(COUNTRIES).count(CODE.eq("nor"))).isEqualTo(1);
    }
  }

  @Test
  void fixedTextAsKey_losesBlanks_breaks() {
    assertThat(
            after(Server.POSTGRESQL, "ALTER TABLE country ALTER code TYPE char(3) COLLATE \"C\""))
        .singleElement()
        .asString()
        .startsWith("BREAKING country.code; values are read with added blanks")
        .endsWith("adding or upserting that form violates the key");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void foreignKeyOfAnUnmappedTable_keepsRowsFromBeingRemoved_isNoted(Server server) {
    String type = server == Server.MARIADB
        ? "varchar(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        : server == Server.POSTGRESQL ? "varchar(6) COLLATE \"C\"" : "varchar(6)";
    create(server, MODEL);
    String code = server == Server.MARIADB
        ? database
                .query(
                    "SELECT column_type FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND table_name = 'country' AND column_name = 'code'")
                .get(0)
            + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        : type;
    String quote = server == Server.MARIADB ? "`" : "\"";
    String city = "CREATE TABLE " + quote + "city" + quote + " (" + quote + "id" + quote
        + " int PRIMARY KEY, " + quote + "country" + quote + " " + code + ", CONSTRAINT " + quote
        + "city_country" + quote + " FOREIGN KEY (" + quote + "country" + quote + ") REFERENCES "
        + quote + "country" + quote + " (" + quote + "code" + quote + ")";
    database.execute(city + ")");
    assertThat(found(MODEL, database.pool()))
        .containsExactly(
            "NOTE country.city_country; a row that a row of that table refers to cannot be removed");

    database.execute("DROP TABLE " + quote + "city" + quote, city + " ON DELETE CASCADE)");
    assertThat(found(MODEL, database.pool()))
        .containsExactly(
            "NOTE country.city_country; removing a row changes the rows of that table that refer to it");
  }

  @Test
  void matchFullOverSeveralColumns_refusesPartlyAbsentReferences_breaks() {
    create(
        Server.POSTGRESQL,
        Laboratory.MODEL,
        "ALTER TABLE reading DROP CONSTRAINT reading_corrects_fkey",
        "ALTER TABLE reading ADD CONSTRAINT reading_corrects_fkey FOREIGN KEY (corrects_sensor, corrects_day)"
            + " REFERENCES reading MATCH FULL");
    assertThat(found(Laboratory.MODEL, database.pool()))
        .containsExactly(
            "BREAKING reading.reading_corrects_fkey; the database refuses a reference of which one column is absent,"
                + " memory takes it");
  }

  // --- checks and sequences

  @Test
  void checkThatIsNotValid_mayLetRowsStay_isNoted() {
    assertThat(
            after(
                Server.POSTGRESQL,
                "ALTER TABLE country DROP CONSTRAINT country_people_check",
                "ALTER TABLE country ADD CONSTRAINT country_people_check CHECK (people >= 0) NOT VALID"))
        .containsExactly(
            "NOTE country.country_people_check; rows from before the check may violate it");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void sequenceThatCycles_isNoted(Server server) {
    assertThat(after(server, "ALTER SEQUENCE \"country_seq\" CYCLE"))
        .singleElement()
        .asString()
        .startsWith("NOTE country_seq.country_seq; after the last number ")
        .endsWith(" the first ids are taken again");
  }

  // --- relations

  @Test
  void rowSecurityInForce_hidesRows_breaks() {
    create(
        Server.POSTGRESQL,
        MODEL,
        "INSERT INTO country (code, people, version) VALUES ('NOR', 5, 1)",
        "ALTER TABLE country ENABLE ROW LEVEL SECURITY");
    String role = "bilayer_reader_" + Long.toString(System.nanoTime(), 36);
    String schema = database.query("SELECT current_schema()").get(0);
    database.execute(
        "CREATE ROLE " + role + " LOGIN",
        "GRANT USAGE ON SCHEMA " + schema + " TO " + role,
        "GRANT ALL ON ALL TABLES IN SCHEMA " + schema + " TO " + role,
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + role);
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.url().replaceAll("user=[^&]*", "user=" + role));
      pool.setMaximumPoolSize(1);
      assertThat(found(MODEL, pool))
          .containsExactly(
              "BREAKING country.country; rows that a policy hides are missing in every answer, and rows that a policy"
                  + " refuses cannot be written");
      try (DataLayer layer = MyBatisDataLayer.builder(MODEL)
          .dataSource(pool)
          .schemaCheck(SchemaCheck.NONE)
          .open()) {
        assertThat(layer.read(COUNTRIES).find(Query.all())).isEmpty();
      }
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      country   |
      country_0 | BREAKING country_0.country_0; rows outside of the bounds of the partition are refused by the database only
      """)
  void partitionedTable_isNoDifference_andOnePartitionBreaks(String table, String expected) {
    create(
        Server.POSTGRESQL,
        MODEL,
        "DROP TABLE country",
        "CREATE TABLE country (code varchar(3) COLLATE \"C\" NOT NULL, people int NOT NULL, version bigint NOT NULL,"
            + " CONSTRAINT country_pkey PRIMARY KEY (code), CONSTRAINT country_people_check CHECK (people >= 0))"
            + " PARTITION BY HASH (code)",
        "CREATE TABLE country_0 PARTITION OF country FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
    Mapping<Country, String> mapping = Mapping.of(Country.class, table, CODE)
        .with(PEOPLE)
        .check("country_people_check", PEOPLE.ge(0))
        .construct(row -> new Country(row.get(CODE), row.get(PEOPLE)));
    assertThat(found(Model.of(mapping), database.pool()))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void temporaryTable_isSeenByOneConnection_breaks() {
    create(Server.POSTGRESQL, MODEL);
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.url());
      pool.setMaximumPoolSize(1);
      pool.setConnectionInitSql("CREATE TEMPORARY TABLE country (LIKE country INCLUDING ALL)");
      assertThat(found(MODEL, pool))
          .containsExactly("BREAKING country.country; other connections do not see its rows");
    }
  }

  @Test
  void tableOfAnotherServer_hasNoConstraintsToCompare_isNoted() {
    create(Server.H2, MODEL, "ALTER TABLE \"country\" RENAME TO \"old\"");
    database.execute(
        "CREATE LINKED TABLE \"country\"(NULL, '" + database.url() + "', '', '', '\"old\"')");
    List<SchemaDifference> differences = MyBatisDataLayer.schemaDifferences(MODEL, database.pool());
    assertThat(differences)
        .filteredOn(difference -> difference.part().equals("country"))
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.isBreaking()).isFalse();
          assertThat(difference.found()).isEqualTo("a table of another server");
          assertThat(difference.consequence()).isEqualTo("its constraints cannot be compared");
        });
  }
}
