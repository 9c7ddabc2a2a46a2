package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Visit;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.DatabaseValue;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that the database fills, compared with the live table; and what triggers fill. */
final class GeneratedColumnsCheckTest {

  /** A name in a book. */
  record Entry(
      int id, String name, @Nullable String code, @Nullable Instant at) {}

  private static final Column<Entry, Integer> ID = Column.of("id", Codec.int32(), Entry::id);
  private static final Column<Entry, String> NAME = Column.of("name", Codec.text(20), Entry::name);
  private static final Column<Entry, String> CODE = Column.of("code", Codec.text(30), Entry::code)
      .generatedAlways(DatabaseValue.computed(row -> "code of " + row.get(NAME)));
  private static final Column<Entry, Instant> AT =
      Column.of("at", Codec.instant(3), Entry::at).generatedOnInsert(DatabaseValue.now());
  private static final Mapping<Entry, Integer> ENTRIES =
      Mapping.of(Entry.class, "entry", ID).construct(ID, NAME, CODE, AT, Entry::new);
  private static final Model MODEL = Model.of(ENTRIES);

  private TestDatabase database;

  @AfterEach
  void drop() {
    if (database != null) {
      database.close();
    }
  }

  private List<String> differences(Model model) {
    return MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
        .map(difference -> difference.severity() + " " + difference.part() + ": expected "
            + difference.expected() + ", found " + difference.found() + "; "
            + difference.consequence())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void tablesOfTheCreateScript_fit(Server server) {
    Model model = Model.of(Offer.OFFERS, Visit.VISITS);
    database = server.create();
    MyBatisDataLayer.createTables(model, database.pool());
    assertThat(differences(model)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void createScript_ofWhatTheModelDoesNotSay_isRefusedByName(Server server) {
    database = server.create();
    assertThatThrownBy(() -> MyBatisDataLayer.createScript(MODEL, database.pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table=entry, column=code")
        .hasMessageContaining("DatabaseValue.computed(sql, twin)");
  }

  @ParameterizedTest
  @EnumSource
  void tableThatFillsNothing_isReported(Server server) {
    database = server.create();
    String name =
        server == Server.MARIADB ? "varchar(20) COLLATE utf8mb4_nopad_bin" : "varchar(20)";
    String code = name.replace("20", "30");
    String time = server == Server.MARIADB ? "datetime(3)" : "timestamp(3) with time zone";
    database.execute("CREATE TABLE " + quoted("entry") + " (" + quoted("id") + " int NOT NULL, "
        + quoted("version") + " bigint NOT NULL, " + quoted("name") + " " + name + " NOT NULL, "
        + quoted("code") + " " + code + " NOT NULL, " + quoted("at") + " " + time
        + " NOT NULL, CONSTRAINT " + quoted("entry_pkey") + " PRIMARY KEY (" + quoted("id")
        + "))");
    assertThat(differences(MODEL))
        .anySatisfy(text -> assertThat(text)
            .startsWith("BREAKING code: expected a computed column, ON UPDATE or a trigger")
            .endsWith("memory changes it"))
        .anySatisfy(text -> assertThat(text)
            .startsWith("BREAKING code: expected a computed column, a default or a trigger")
            .endsWith("every insert without a value fails"))
        .anySatisfy(text -> assertThat(text)
            .startsWith("BREAKING at: expected a default or a trigger, found none"));
  }

  private String quoted(String name) {
    return database.pool() == null ? name : quote() + name + quote();
  }

  private char quote() {
    return database.server() == Server.MARIADB ? '`' : '"';
  }

  @Test
  void onUpdate_ofAColumnThatIsFilledOnInsertionOnly_isReported() {
    Model model = Model.of(Visit.VISITS);
    Mapping<Visit, Integer> other = Mapping.of(Visit.class, "visit", Visit.ID)
        .identity()
        .version(Visit.VERSION)
        .construct(
            Visit.ID,
            Visit.PAGE,
            Visit.WEIGHT,
            Visit.AT.generatedOnInsert(DatabaseValue.now()),
            Visit.VERSION,
            Visit::new);
    database = Server.MARIADB.create();
    MyBatisDataLayer.createTables(model, database.pool());
    assertThat(differences(Model.of(other)))
        .singleElement()
        .asString()
        .startsWith(
            "BREAKING at: expected a column that the database does not change when a row is updated,"
                + " found ON UPDATE")
        .endsWith("declare generatedAlways");
  }

  /** RETURNING would show the row as it was before the second trigger. */
  @Test
  void triggersOfPostgreSql_beforeAndAfterAWrite_areReadBack() {
    database = Server.POSTGRESQL.create();
    database.execute(
        "CREATE TABLE entry (id int NOT NULL, version bigint NOT NULL, name varchar(20) COLLATE \"C\" NOT NULL,"
            + " code varchar(30) COLLATE \"C\", at timestamp(3) with time zone NOT NULL,"
            + " CONSTRAINT entry_pkey PRIMARY KEY (id))",
        "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.at := now(); RETURN NEW; END'",
        "CREATE FUNCTION code() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN UPDATE entry SET code = ''code of '' || NEW.name WHERE id = NEW.id; RETURN NULL; END'",
        "CREATE TRIGGER stamp BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION stamp()",
        "CREATE TRIGGER code AFTER INSERT OR UPDATE OF name ON entry FOR EACH ROW EXECUTE FUNCTION code()");

    assertReadBack();
  }

  @Test
  void triggersOfMariaDb_areReadBack() {
    database = Server.MARIADB.create();
    database.execute(
        "CREATE TABLE entry (id int NOT NULL, version bigint NOT NULL,"
            + " name varchar(20) COLLATE utf8mb4_nopad_bin NOT NULL,"
            + " code varchar(30) COLLATE utf8mb4_nopad_bin NOT NULL,"
            + " at datetime(3) NOT NULL, PRIMARY KEY (id)) ENGINE=InnoDB",
        "CREATE TRIGGER entry_insert BEFORE INSERT ON entry FOR EACH ROW"
            + " SET NEW.at = UTC_TIMESTAMP(3), NEW.code = CONCAT('code of ', NEW.name)",
        "CREATE TRIGGER entry_update BEFORE UPDATE ON entry FOR EACH ROW"
            + " SET NEW.code = CONCAT('code of ', NEW.name)");

    assertReadBack();
  }

  private void assertReadBack() {
    assertThat(differences(MODEL)).noneMatch(text -> text.startsWith("BREAKING"));
    try (DataLayer data = MyBatisDataLayer.of(MODEL, database.pool())) {
      data.run(work -> {
        Repository<Entry, Integer> entries = work.repository(ENTRIES);
        entries.add(new Entry(1, "Ada", null, null));
        work.flush();
        Entry added = entries.get(1);
        assertThat(added.code()).isEqualTo("code of Ada");
        assertThat(added.at()).isNotNull();
        entries.update(new Entry(1, "Bob", "forged", Instant.EPOCH));
        work.flush();
        assertThat(entries.get(1).code()).isEqualTo("code of Bob");
        assertThat(entries.get(1).at()).isEqualTo(added.at());
      });
      data.run(
          work -> work.repository(ENTRIES).change(1, entry -> new Entry(1, "Eve", null, null)));
      assertThat(data.read(ENTRIES).get(1).code()).isEqualTo("code of Eve");
    }
  }
}
