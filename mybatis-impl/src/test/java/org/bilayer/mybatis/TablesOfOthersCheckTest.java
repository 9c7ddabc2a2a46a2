package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Embedded;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.model.Value;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.SchemaDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What databases that others designed have in their tables, and the consequence that is reported. */
final class TablesOfOthersCheckTest {

  record Pair(int a, int b) {}

  record Thing(
      long id,
      String name,
      double weight,
      boolean active,
      Optional<LocalDateTime> seen,
      Optional<LocalDate> due) {}

  record Link(Pair id, Optional<Long> thing) {}

  private static final Column<Thing, Long> ID = Column.of("id", Codec.int64(), Thing::id);
  private static final Column<Thing, String> NAME = Column.of("name", Codec.text(20), Thing::name);
  private static final Column<Thing, Double> WEIGHT =
      Column.of("weight", Codec.float64(), Thing::weight);
  private static final Column<Thing, Boolean> ACTIVE =
      Column.of("active", Codec.bool(), Thing::active);
  private static final Column<Thing, LocalDateTime> SEEN =
      Column.optional("seen", Codec.localDateTime(3), Thing::seen);
  private static final Column<Thing, LocalDate> DUE =
      Column.optional("due", Codec.localDate(), Thing::due);
  private static final Mapping<Thing, Long> THINGS = Mapping.of(Thing.class, "thing", ID)
      .with(NAME, WEIGHT, ACTIVE, SEEN, DUE)
      .unique("thing_seen_key", SEEN)
      .construct(row -> new Thing(
          row.get(ID),
          row.get(NAME),
          row.get(WEIGHT),
          row.get(ACTIVE),
          row.find(SEEN),
          row.find(DUE)));

  private static final Column<Pair, Integer> A = Column.of("a", Codec.int32(), Pair::a);
  private static final Column<Pair, Integer> B = Column.of("b", Codec.int32(), Pair::b);
  private static final Value<Pair> PAIR =
      Value.of(Pair.class, row -> new Pair(row.get(A), row.get(B)), A, B);
  private static final Embedded<Link, Pair> LINK_ID = Embedded.of("", PAIR, Link::id);
  private static final Column<Link, Long> LINKED =
      Column.optional("thing_id", Codec.int64(), Link::thing);
  private static final Mapping<Link, Pair> LINKS = Mapping.of(Link.class, "link", LINK_ID)
      .with(LINKED)
      .references(Reference.of("link_thing_fkey", LINKED, THINGS))
      .construct(row -> new Link(row.get(LINK_ID), row.find(LINKED)));

  private static final Model MODEL = Model.of(THINGS, LINKS);

  private TestDatabase database;

  @AfterEach
  void drop() {
    if (database != null) {
      database.close();
    }
  }

  /** What is reported about the tables of the model after these changes; what is noted of every table of MariaDB is left out. */
  private List<String> after(Server server, String... changes) {
    database = server.create();
    MyBatisDataLayer.createTables(MODEL, database.pool());
    database.execute(Stream.of(changes).map(sql -> quoted(server, sql)).toArray(String[]::new));
    return MyBatisDataLayer.schemaDifferences(MODEL, database.pool()).stream()
        .filter(difference -> !difference.expected().equals("boolean as boolean"))
        .map(TablesOfOthersCheckTest::line)
        .toList();
  }

  private static String line(SchemaDifference difference) {
    return difference.severity() + " " + difference.table() + "." + difference.part() + "; "
        + difference.consequence();
  }

  private static String quoted(Server server, String sql) {
    return server == Server.MARIADB ? sql.replace('"', '`') : sql;
  }

  private static String type(Server server, String column, String type) {
    return switch (server) {
      case H2 -> "ALTER TABLE \"thing\" ALTER COLUMN \"" + column + "\" SET DATA TYPE " + type;
      case POSTGRESQL ->
        "ALTER TABLE thing ALTER COLUMN " + column + " TYPE " + type + " USING NULL";
      case MARIADB -> "ALTER TABLE thing MODIFY " + column + " " + type;
    };
  }

  // --- section 2: silent wrongs

  @Test
  void zeroDateAsDefault_cannotBeRead_isNoted() {
    assertThat(after(
            Server.MARIADB,
            "ALTER TABLE thing MODIFY due date NULL DEFAULT '0000-00-00', MODIFY seen datetime(3) NULL"
                + " DEFAULT '0000-00-00 00:00:00'"))
        .containsExactly(
            "NOTE thing.seen; a zero date, or a date with a zero month or day, that others store cannot be read",
            "NOTE thing.due; a zero date, or a date with a zero month or day, that others store cannot be read");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      tinyint(1)          | NOTE a number other than 0 and 1 that others store cannot be read
      tinyint(4)          | NOTE a number other than 0 and 1 that others store cannot be read
      smallint unsigned   | NOTE a number other than 0 and 1 that others store cannot be read
      bit(1)              |
      bit(2)              | BREAKING values are converted, refused, or read as other values
      """)
  void numberAsTruthValue_isNotedWhereItHoldsMore(String type, String expected) {
    assertThat(all(Server.MARIADB, "active", type + " NOT NULL")).isEqualTo(lines(expected));
  }

  /** Severity and consequence of the differences of one changed column. */
  private List<String> all(Server server, String column, String type) {
    database = server.create();
    MyBatisDataLayer.createTables(MODEL, database.pool());
    database.execute(type(server, column, type));
    return MyBatisDataLayer.schemaDifferences(MODEL, database.pool()).stream()
        .filter(difference -> difference.part().equals(column))
        .map(difference -> difference.severity() + " " + difference.consequence())
        .toList();
  }

  private static List<String> lines(String expected) {
    return expected == null ? List.of() : List.of(expected);
  }

  @Test
  void tableWithChildren_givesTheRowsOfTheChildrenToo_breaks() {
    assertThat(after(Server.POSTGRESQL, "CREATE TABLE child () INHERITS (thing)"))
        .containsExactly(
            "BREAKING thing.thing; queries return the rows of the children too, and one id can stand for"
                + " several rows");
  }

  @Test
  void collationOfTheDatabaseByIcu_sortsByLanguage_breaks() throws SQLException {
    database = Server.POSTGRESQL.create();
    String url = "jdbc:postgresql://127.0.0.1:5432/";
    String name = "bilayer_icu_" + Long.toString(System.nanoTime(), 36);
    try (Connection connection = DriverManager.getConnection(url + "test?user=postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name
          + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de' LOCALE 'C'");
      try {
        var icu = new PGSimpleDataSource();
        icu.setUrl(url + name + "?user=postgres");
        MyBatisDataLayer.createTables(MODEL, icu);
        try (Connection other = icu.getConnection();
            Statement changes = other.createStatement()) {
          changes.execute("ALTER TABLE thing ALTER COLUMN name TYPE varchar(20)");
        }
        assertThat(MyBatisDataLayer.schemaDifferences(MODEL, icu))
            .singleElement()
            .satisfies(difference -> {
              assertThat(difference.isBreaking()).isTrue();
              assertThat(difference.found()).isEqualTo("character varying(20) COLLATE de");
              assertThat(difference.consequence())
                  .startsWith("less, greater and sorted queries follow a language");
            });
      } finally {
        statement.execute("DROP DATABASE " + name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"H2", "MARIADB"})
  void onUpdate_leavesTheOldValueInTheObject_breaks(Server server) {
    String change = server == Server.H2
        ? "ALTER TABLE \"thing\" ALTER COLUMN \"seen\" SET ON UPDATE LOCALTIMESTAMP"
        : "ALTER TABLE thing MODIFY seen datetime(3) NULL ON UPDATE CURRENT_TIMESTAMP(3)";
    assertThat(after(server, change))
        .containsExactly(
            "BREAKING thing.seen; when another column of a row changes, the database changes this one too, and"
                + " the object keeps the old value");
  }

  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"H2", "POSTGRESQL"})
  void uniqueNullsNotDistinct_refusesASecondAbsentValue_breaks(Server server) {
    assertThat(
            after(
                server,
                "ALTER TABLE \"thing\" DROP CONSTRAINT \"thing_seen_key\"",
                "ALTER TABLE \"thing\" ADD CONSTRAINT \"thing_seen_key\" UNIQUE NULLS NOT DISTINCT (\"seen\")"))
        .containsExactly(
            "BREAKING thing.thing_seen_key; the database refuses a second row with an absent value, memory takes it");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CREATE UNIQUE INDEX more ON thing (lower(name))                           | BREAKING thing.more; the database refuses rows that memory accepts
      CREATE UNIQUE INDEX more ON thing (name) WHERE active                     | BREAKING thing.more; the database refuses rows that memory accepts
      CREATE UNIQUE INDEX more ON thing (id, lower(name))                       |
      CREATE UNIQUE INDEX more ON thing (seen, name)                            |
      CREATE UNIQUE INDEX more ON thing (seen, name) NULLS NOT DISTINCT         | BREAKING thing.more; the database refuses rows that memory accepts; declare the constraint in the model
      CREATE INDEX more ON thing (lower(name) DESC) WHERE active                |
      ALTER TABLE thing ADD CONSTRAINT more EXCLUDE USING btree (name WITH =)   | BREAKING thing.more; the database refuses rows that memory accepts
      ALTER TABLE thing ADD CONSTRAINT more UNIQUE (id) DEFERRABLE              | NOTE thing.more; a hand-written SET CONSTRAINTS can put the check off to the commit
      """)
  void indexesThatRefuseMore_break(String change, String expected) {
    assertThat(after(Server.POSTGRESQL, change)).isEqualTo(lines(expected));
  }

  @Test
  void uniqueOverBeginnings_refusesMore_breaks() {
    assertThat(after(Server.MARIADB, "CREATE UNIQUE INDEX more ON thing (name(5))"))
        .containsExactly("BREAKING thing.more; the database refuses rows that memory accepts");
  }

  @Test
  void uniqueKeyOfSomeRows_takesDuplicates_breaks() {
    assertThat(after(
            Server.POSTGRESQL,
            "ALTER TABLE thing DROP CONSTRAINT thing_seen_key",
            "CREATE UNIQUE INDEX thing_seen_key ON thing (seen) WHERE active"))
        .contains(
            "BREAKING thing.thing_seen_key; the database accepts duplicates that memory refuses");
  }

  @Test
  void indexThatIsNotValid_mayLetDuplicatesStay_breaks() {
    assertThat(after(
            Server.POSTGRESQL,
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'thing_seen_key'::regclass"))
        .containsExactly(
            "BREAKING thing.thing_seen_key; rows from before the index may be duplicates");
  }

  @Test
  void rowSecurity_hidesRows_breaksWhereItIsInForce() {
    assertThat(after(Server.POSTGRESQL, "ALTER TABLE thing ENABLE ROW LEVEL SECURITY"))
        .containsExactly("NOTE thing.thing; connections of other users may see fewer rows");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void longerText_isReadAndThenRefused_isNoted(Server server) {
    String type = switch (server) {
      case H2 -> "CHARACTER LARGE OBJECT";
      case POSTGRESQL -> "text COLLATE \"C\"";
      case MARIADB -> "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL";
    };
    assertThat(all(server, "name", type))
        .containsExactly(
            "NOTE a longer value that others store can be read, but then an update of its row is refused");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void floatInSingleAccuracy_losesRowsInPages_breaks(Server server) {
    assertThat(all(server, "weight", server == Server.MARIADB ? "float NOT NULL" : "real"))
        .containsExactly(
            "BREAKING values are rounded, so that a value comes back as another, and pages sorted by it repeat and"
                + " lose rows");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void labelsAsText_loseRowsInPages_break(Server server) {
    database = server.create();
    MyBatisDataLayer.createTables(MODEL, database.pool());
    String type = switch (server) {
      case H2 -> "ENUM('a', 'it''s')";
      case POSTGRESQL -> "mood";
      case MARIADB -> "ENUM('a', 'it''s') NOT NULL";
    };
    if (server == Server.POSTGRESQL) {
      database.execute("CREATE TYPE mood AS ENUM ('a', 'it''s')");
    }
    database.execute(type(server, "name", type));
    assertThat(MyBatisDataLayer.schemaDifferences(MODEL, database.pool()).stream()
            .filter(difference -> difference.part().equals("name"))
            .map(TablesOfOthersCheckTest::line))
        .containsExactly(
            server == Server.POSTGRESQL
                ? "BREAKING thing.name; the database refuses text for it, so that every write and every condition"
                    + " fails"
                : "BREAKING thing.name; sorted queries and pages follow the position of the label instead of its"
                    + " text, so that pages lose rows, and a text that is no label is refused");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void finerTime_isNotFoundByTheValueThatWasRead_isNoted(Server server) {
    assertThat(all(server, "seen", server == Server.MARIADB ? "datetime(6)" : "timestamp(6)"))
        .singleElement()
        .asString()
        .startsWith("NOTE a finer time that others store is found by no condition");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void noPrimaryKey_givesOneObjectForSeveralRows_breaks(Server server) {
    assertThat(after(
            server,
            server == Server.MARIADB
                ? "ALTER TABLE link DROP PRIMARY KEY"
                : "ALTER TABLE \"link\" DROP CONSTRAINT \"link_pkey\""))
        .contains(
            "BREAKING link.link_pkey; an id can be stored twice, and one object then stands for several rows");
  }

  // --- section 3

  @ParameterizedTest
  @EnumSource(Server.class)
  void uniqueKeyOverThePrimaryKeyInAnotherOrder_isNoDifference(Server server) {
    assertThat(
            after(server, "ALTER TABLE \"link\" ADD CONSTRAINT \"a_first\" UNIQUE (\"b\", \"a\")"))
        .isEmpty();
  }

  @Test
  void namesOfColumnsInAnotherCase_areTheSameOnMariaDb() {
    assertThat(
            after(
                Server.MARIADB,
                "ALTER TABLE link DROP FOREIGN KEY link_thing_fkey",
                "ALTER TABLE thing CHANGE id ID bigint NOT NULL, CHANGE seen Seen datetime(3) NULL",
                "ALTER TABLE link ADD CONSTRAINT link_thing_fkey FOREIGN KEY (thing_id) REFERENCES thing (ID)"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Server.class,
      names = {"POSTGRESQL", "MARIADB"})
  void columnThatATriggerFills_isNoted(Server server) {
    List<String> found = server == Server.MARIADB
        ? after(
            server,
            "ALTER TABLE thing ADD made int NOT NULL",
            "CREATE TRIGGER fill BEFORE INSERT ON thing FOR EACH ROW SET NEW.made = 1")
        : after(
            server,
            "ALTER TABLE thing ADD made int NOT NULL",
            "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.made := 1; RETURN NEW; END'",
            "CREATE TRIGGER fill BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION fill()");
    assertThat(found)
        .containsExactly(
            "NOTE thing.made; inserts succeed only if a trigger of the table gives the column a value",
            "NOTE thing.fill; the trigger may change or refuse rows, and memory does not");
  }

  @Test
  void columnWithoutADefaultBesideADisabledTrigger_breaks() {
    assertThat(after(
            Server.POSTGRESQL,
            "ALTER TABLE thing ADD made int NOT NULL",
            "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.made := 1; RETURN NEW; END'",
            "CREATE TRIGGER fill BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION fill()",
            "ALTER TABLE thing DISABLE TRIGGER fill"))
        .containsExactly("BREAKING thing.made; every insert fails");
  }

  // --- the kinds that these stand for

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ALTER TABLE link DROP CONSTRAINT link_thing_fkey; ALTER TABLE thing RENAME TO old; CREATE VIEW thing AS SELECT * FROM old                       | NOTE thing.thing; its constraints cannot be compared
      ALTER TABLE link DROP CONSTRAINT link_thing_fkey; ALTER TABLE thing RENAME TO old; CREATE VIEW thing AS SELECT DISTINCT * FROM old              | BREAKING thing.thing; every write fails
      ALTER TABLE link DROP CONSTRAINT link_thing_fkey; ALTER TABLE thing RENAME TO old; CREATE MATERIALIZED VIEW thing AS SELECT * FROM old          | BREAKING thing.thing; every write fails
      CREATE RULE quiet AS ON DELETE TO thing DO INSTEAD NOTHING                                     | NOTE thing.quiet; statements are rewritten, and may change other rows or none
      ALTER TABLE link ALTER CONSTRAINT link_thing_fkey DEFERRABLE INITIALLY DEFERRED                | BREAKING link.link_thing_fkey; a violation is reported at the commit only, and no attempt can survive the violation
      ALTER TABLE link DROP CONSTRAINT link_thing_fkey, ADD CONSTRAINT link_thing_fkey FOREIGN KEY (thing_id) REFERENCES thing NOT VALID | NOTE link.link_thing_fkey; rows from before the key may refer to nothing
      ALTER TABLE link DROP CONSTRAINT link_thing_fkey, ADD CONSTRAINT link_thing_fkey FOREIGN KEY (thing_id) REFERENCES thing MATCH FULL |
      """)
  void relationsAndConstraintsOfPostgreSql(String changes, String expected) {
    assertThat(after(Server.POSTGRESQL, changes.split(";")).stream()
            .filter(line -> !line.contains("a null that another application stores cannot be read")
                && !line.endsWith("a row can refer to a row that does not exist")))
        .isEqualTo(lines(expected));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      int unsigned      | BREAKING thing.id; only the database refuses greater values, BREAKING thing.id; negative values are refused by the database only
      bigint unsigned   | NOTE thing.id; a greater value that others store cannot be read, BREAKING thing.id; negative values are refused by the database only
      decimal(19,0)     | NOTE thing.id; a greater value that others store cannot be read
      year              | BREAKING thing.id; numbers other than 0 and the years 1901 to 2155 are refused by the database only
      """)
  void integers_areComparedByRange(String type, String expected) {
    List<String> found = after(
        Server.MARIADB,
        "ALTER TABLE link DROP FOREIGN KEY link_thing_fkey",
        "ALTER TABLE thing MODIFY id " + type + " NOT NULL");
    assertThat(found.stream().filter(line -> line.contains("thing.id")))
        .containsExactlyInAnyOrder(expected.split(", "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      timestamp(3)         | seen | values move with the time zone of the session
      char(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin | name | values are read with added blanks
      varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin    | name | different values count as equal
      double unsigned      | weight | negative values are refused
      double(10,2)         | weight | values are rounded
      """)
  void typesOfMariaDbThatHoldLess_break(String type, String column, String consequence) {
    assertThat(all(Server.MARIADB, column, type + " NULL").stream()
            .filter(line -> line.startsWith("BREAKING")))
        .singleElement()
        .asString()
        .contains(consequence);
  }

  @Test
  void keysOverUnmappedColumnsThatStayNull_areNoDifference() {
    for (Server server : Server.values()) {
      assertThat(
              after(
                  server,
                  "ALTER TABLE \"thing\" ADD \"code\" INT NULL",
                  "ALTER TABLE \"thing\" ADD CONSTRAINT \"code_key\" UNIQUE (\"code\")",
                  "ALTER TABLE \"thing\" ADD CONSTRAINT \"code_fkey\" FOREIGN KEY (\"code\") REFERENCES \"thing\" (\"code\")"))
          .as(server.name().toLowerCase(Locale.ROOT))
          .isEmpty();
      drop();
      database = null;
    }
  }
}
