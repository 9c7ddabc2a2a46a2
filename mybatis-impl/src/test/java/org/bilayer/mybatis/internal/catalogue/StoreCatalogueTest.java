package org.bilayer.mybatis.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import java.math.BigInteger;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Schema;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueCheck;
import org.bilayer.store.catalogue.CatalogueCollation;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueColumn.Generation;
import org.bilayer.store.catalogue.CatalogueForeignKey;
import org.bilayer.store.catalogue.CatalogueForeignKey.Action;
import org.bilayer.store.catalogue.CatalogueIndex;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.store.catalogue.CatalogueSequence;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTrigger;
import org.bilayer.store.catalogue.CatalogueTrigger.Event;
import org.bilayer.store.catalogue.CatalogueTrigger.Timing;
import org.bilayer.store.catalogue.CatalogueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is read of live schemas. */
final class StoreCatalogueTest {

  private static CatalogueReader reader(DataSource source) {
    return MyBatisStore.open(new Schema(List.of()), source, MyBatisStore.Setup.PLAIN)
        .catalogue()
        .orElseThrow();
  }

  private static CatalogueTable table(TestDatabase database, String name) {
    return reader(database.pool()).read().table(name).orElseThrow();
  }

  private static CatalogueColumn column(CatalogueTable table, String name) {
    return table.column(name).orElseThrow();
  }

  private static CatalogueIndex index(CatalogueTable table, String name) {
    return table.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void read_ofNoTables_isEmpty(Server server) {
    try (TestDatabase database = server.create()) {
      Catalogue catalogue = reader(database.pool()).read();
      assertThat(catalogue.tables()).isEmpty();
      assertThat(catalogue.sequences()).isEmpty();
      assertThat(catalogue.schema()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void read_ofNames_leavesOutWhatIsNotThere_andWhatWasNotAskedFor(Server server) {
    try (TestDatabase database = server.create()) {
      String quote = server == Server.MARIADB ? "`" : "\"";
      database.execute(
          "CREATE TABLE " + quote + "one" + quote + " (id INT)",
          "CREATE TABLE " + quote + "it''s" + quote + " (id INT)",
          "CREATE TABLE " + quote + "other" + quote + " (id INT)");
      Catalogue catalogue = reader(database.pool()).read(List.of("one", "none", "it''s"));
      assertThat(catalogue.tables().stream().map(CatalogueTable::name))
          .containsExactlyInAnyOrder("one", "it''s");
      assertThat(reader(database.pool()).read(List.of()).tables()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void read_ofMoreTables_sendsNoMoreStatements(Server server) {
    try (TestDatabase database = server.create()) {
      var statements = new AtomicInteger();
      CatalogueReader reader =
          reader(beforeStatements(database.pool(), statements::incrementAndGet));
      database.execute("CREATE TABLE first (id INT PRIMARY KEY)", "CREATE SEQUENCE seq_a");
      statements.set(0);
      reader.read();
      int forOne = statements.getAndSet(0);
      for (int i = 0; i < 20; i++) {
        database.execute(
            "CREATE TABLE more" + i + " (id INT PRIMARY KEY REFERENCES first)",
            "CREATE SEQUENCE seq" + i);
      }
      assertThat(reader.read().tables()).hasSize(21);
      assertThat(statements).hasValue(forOne).hasValueLessThan(20);
    }
  }

  /** Connections that do something else before they prepare a statement. */
  private static SimpleDataSource beforeStatements(DataSource source, Runnable action) {
    return () -> {
      Connection connection = source.getConnection();
      return mock(Connection.class, call -> {
        if (call.getMethod().getName().equals("prepareStatement")) {
          action.run();
        }
        return delegatesTo(connection).answer(call);
      });
    };
  }

  @Test
  void read_onPostgreSql_describesEveryKindOfPart() {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      database.execute(
          "CREATE TYPE mood AS ENUM ('sad', 'it''s')",
          "CREATE DOMAIN positive AS numeric(6, 2) NOT NULL CONSTRAINT is_positive CHECK (VALUE > 0)",
          "CREATE DOMAIN more_positive AS positive DEFAULT 3",
          "CREATE TABLE owner (a int, b int, PRIMARY KEY (a, b))",
          "CREATE TABLE wide (id bigint GENERATED ALWAYS AS IDENTITY (INCREMENT 5), name varchar(20) DEFAULT 'x',"
              + " feeling mood, price more_positive, tags text[], single real, gone int,"
              + " twice int GENERATED ALWAYS AS (2 * gone) STORED, a int, b int, at timestamptz(3),"
              + " german text COLLATE \"de-x-icu\","
              + " CONSTRAINT wide_pkey PRIMARY KEY (id))",
          "ALTER TABLE wide ADD CONSTRAINT wide_check CHECK (gone > 1) NOT VALID",
          "ALTER TABLE wide ADD CONSTRAINT wide_fkey FOREIGN KEY (a, b) REFERENCES owner MATCH FULL ON DELETE SET NULL"
              + " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID",
          "CREATE UNIQUE INDEX wide_index ON wide (lower(name), gone DESC) INCLUDE (single) NULLS NOT DISTINCT"
              + " WHERE gone > 3",
          "COMMENT ON TABLE wide IS 'of all'",
          "COMMENT ON COLUMN wide.name IS 'short'",
          "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TRIGGER keeps BEFORE INSERT OR UPDATE ON wide FOR EACH ROW EXECUTE FUNCTION keep()",
          "ALTER TABLE wide DISABLE TRIGGER keeps",
          "CREATE RULE quiet AS ON DELETE TO wide DO INSTEAD NOTHING",
          "ALTER TABLE wide ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
          "CREATE TABLE child () INHERITS (wide)",
          "CREATE TABLE years (y int) PARTITION BY RANGE (y)",
          "CREATE TABLE year_one PARTITION OF years FOR VALUES FROM (1) TO (2)",
          "CREATE VIEW counted AS SELECT count(*) FROM wide",
          "CREATE SEQUENCE numbers INCREMENT 50 CACHE 7 CYCLE MAXVALUE 1000");
      CatalogueTable wide = table(database, "wide");
      assertThat(wide.kind()).isEqualTo(CatalogueTable.Kind.TABLE);
      assertThat(wide.comment()).isEqualTo("of all");
      assertThat(wide.children()).containsExactly("child");
      assertThat(wide.rules()).containsExactly("quiet");
      assertThat(wide.rowSecurity()).isEqualTo(CatalogueTable.RowSecurity.FORCED);
      assertThat(table(database, "child").parents()).containsExactly("wide");
      assertThat(table(database, "years").kind()).isEqualTo(CatalogueTable.Kind.PARTITIONED);
      assertThat(table(database, "year_one").kind()).isEqualTo(CatalogueTable.Kind.PARTITION);
      assertThat(table(database, "counted").isWritable()).isFalse();

      assertThat(column(wide, "id").generation()).isEqualTo(Generation.IDENTITY_ALWAYS);
      assertThat(column(wide, "name").defaultText()).contains("'x'::character varying");
      assertThat(column(wide, "name").comment()).isEqualTo("short");
      assertThat(column(wide, "name").type().characters()).hasValue(20);
      assertThat(column(wide, "feeling").type().kind()).isEqualTo(CatalogueType.Kind.ENUM);
      assertThat(column(wide, "feeling").type().values()).containsExactly("sad", "it's");
      CatalogueColumn price = column(wide, "price");
      assertThat(price.type().kind()).isEqualTo(CatalogueType.Kind.DECIMAL);
      assertThat(price.type().domain()).contains("more_positive");
      assertThat(price.type().precision()).isEqualTo(OptionalInt.of(6));
      assertThat(price.isNullable()).isFalse();
      assertThat(price.defaultText()).contains("3");
      assertThat(column(wide, "tags").type().kind()).isEqualTo(CatalogueType.Kind.ARRAY);
      assertThat(column(wide, "single").type().bits()).isEqualTo(32);
      assertThat(column(wide, "twice").expression()).contains("(2 * gone)");
      assertThat(column(wide, "twice").isGeneratedAlways()).isTrue();
      assertThat(column(wide, "at").type().scale()).isEqualTo(OptionalInt.of(3));
      CatalogueCollation german = column(wide, "german").collation().orElseThrow();
      assertThat(german.provider()).isEqualTo(CatalogueCollation.Provider.ICU);
      assertThat(german.comparison()).isEqualTo(CatalogueCollation.Comparison.LANGUAGE);

      assertThat(wide.primaryKey().orElseThrow().columns()).containsExactly("id");
      CatalogueIndex index = index(wide, "wide_index");
      assertThat(index.kind()).isEqualTo(CatalogueIndex.Kind.UNIQUE_INDEX);
      assertThat(index.parts().toString()).isEqualTo("[lower(name::text), gone DESC]");
      assertThat(index.parts().get(0).isExpression()).isTrue();
      assertThat(index.included()).containsExactly("single");
      assertThat(index.condition()).contains("(gone > 3)");
      assertThat(index.nullsNotDistinct()).isTrue();
      CatalogueForeignKey key = wide.foreignKeys().get(0);
      assertThat(key.columns()).containsExactly("a", "b");
      assertThat(key.target()).isEqualTo("owner");
      assertThat(key.onDelete()).isEqualTo(Action.SET_NULL);
      assertThat(key.onUpdate()).isEqualTo(Action.CASCADE);
      assertThat(
              List.of(key.matchesFull(), key.isDeferrable(), key.isDeferred(), key.isValidated()))
          .containsExactly(true, true, true, false);
      assertThat(wide.checks().stream().map(CatalogueCheck::name))
          .containsExactly("is_positive", "wide_check");
      assertThat(wide.checks().get(0).column()).contains("price");
      assertThat(wide.checks().get(1).isValidated()).isFalse();
      CatalogueTrigger trigger = wide.triggers().get(0);
      assertThat(trigger.timing()).isEqualTo(Timing.BEFORE);
      assertThat(trigger.events()).isEqualTo(Set.of(Event.INSERT, Event.UPDATE));
      assertThat(trigger.isEnabled()).isFalse();
      CatalogueSequence numbers =
          reader(database.pool()).read().sequence("numbers").orElseThrow();
      assertThat(List.of(numbers.increment(), numbers.cache(), numbers.greatest()))
          .containsExactly(50L, 7L, 1000L);
      assertThat(numbers.cycles()).isTrue();
      assertThat(reader(database.pool())
              .read()
              .sequence("wide_id_seq")
              .orElseThrow()
              .owner())
          .contains("wide.id");
    }
  }

  @Test
  void read_onMariaDb_describesEveryKindOfPart() {
    try (TestDatabase database = Server.MARIADB.create()) {
      database.execute(
          "CREATE TABLE owner (a int, b int, PRIMARY KEY (a, b))",
          "CREATE TABLE wide (id int unsigned AUTO_INCREMENT PRIMARY KEY, mood enum('sad', 'it''s, (x)'),"
              + " tags set('a', 'b'), made year, flag bit(1), price decimal(6, 2) unsigned DEFAULT 3,"
              + " latin varchar(20) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'NULL' COMMENT 'short', body mediumtext,"
              + " seen datetime(3) ON UPDATE current_timestamp(3), a int, b int, c int CHECK (c > 2),"
              + " twice int AS (2 * a) VIRTUAL, CONSTRAINT wide_check CHECK (c > 1),"
              + " UNIQUE KEY wide_key (latin(5), a),"
              + " CONSTRAINT wide_fkey FOREIGN KEY (a, b) REFERENCES owner (a, b) ON DELETE SET NULL ON UPDATE CASCADE)"
              + " COMMENT 'of all'",
          "CREATE TRIGGER keeps BEFORE INSERT ON wide FOR EACH ROW SET NEW.a = 5",
          "CREATE TABLE old (id int) ENGINE=MyISAM",
          "CREATE VIEW counted AS SELECT count(*) FROM wide",
          "CREATE SEQUENCE numbers INCREMENT 50 CACHE 7 CYCLE MAXVALUE 1000");
      CatalogueTable wide = table(database, "wide");
      assertThat(wide.comment()).isEqualTo("of all");
      assertThat(wide.engine()).isEqualTo("InnoDB");
      assertThat(table(database, "old").isTransactional()).isFalse();
      assertThat(table(database, "counted").isWritable()).isFalse();
      assertThat(column(wide, "ID").generation()).isEqualTo(Generation.AUTO_INCREMENT);
      assertThat(column(wide, "id").type().greatest()).contains(new BigInteger("4294967295"));
      assertThat(column(wide, "mood").type().values()).containsExactly("sad", "it's, (x)");
      assertThat(column(wide, "tags").type().kind()).isEqualTo(CatalogueType.Kind.SET);
      assertThat(column(wide, "made").type().kind()).isEqualTo(CatalogueType.Kind.YEAR);
      assertThat(column(wide, "price").type().isUnsigned()).isTrue();
      assertThat(column(wide, "price").defaultText()).contains("3.00");
      CatalogueColumn latin = column(wide, "latin");
      assertThat(latin.defaultText()).contains("'NULL'");
      assertThat(latin.comment()).isEqualTo("short");
      assertThat(latin.collation().orElseThrow().characterSet()).isEqualTo("latin1");
      assertThat(column(wide, "body").defaultText()).isEmpty();
      assertThat(column(wide, "body").type().bytes()).hasValue(16_777_215);
      assertThat(column(wide, "seen").onUpdate()).contains("current_timestamp(3)");
      assertThat(column(wide, "twice").generation()).isEqualTo(Generation.VIRTUAL);
      assertThat(wide.primaryKey().orElseThrow().columns()).containsExactly("id");
      assertThat(index(wide, "wide_key").parts().toString()).isEqualTo("[latin(5), a]");
      assertThat(index(wide, "wide_key").isPlain()).isFalse();
      assertThat(wide.foreignKeys().get(0).onDelete()).isEqualTo(Action.SET_NULL);
      assertThat(wide.foreignKeys().get(0).targetColumns()).containsExactly("a", "b");
      assertThat(wide.checks().stream().map(check -> check.name() + " " + check.column()))
          .containsExactly("c " + Optional.of("c"), "wide_check " + Optional.empty());
      assertThat(wide.triggers().get(0).fillsInserts()).isTrue();
      Catalogue catalogue = reader(database.pool()).read();
      assertThat(catalogue.sqlMode()).isNotEmpty();
      assertThat(catalogue.table("numbers")).isEmpty();
      assertThat(catalogue.sequence("numbers").orElseThrow().cycles()).isTrue();
    }
  }

  @Test
  void read_onH2_describesEveryKindOfPart() {
    try (TestDatabase database = Server.H2.create()) {
      database.execute(
          "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
          "CREATE TABLE owner (a int, b int, PRIMARY KEY (a, b))",
          "CREATE TABLE wide (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood enum('sad', 'it''s'),"
              + " price positive, single real, seen timestamp(3) ON UPDATE LOCALTIMESTAMP, a int, b int,"
              + " twice int GENERATED ALWAYS AS (2 * a), folded VARCHAR_IGNORECASE(20) DEFAULT 'x',"
              + " CONSTRAINT wide_key UNIQUE NULLS NOT DISTINCT (a), CONSTRAINT wide_check CHECK (a > 1),"
              + " CONSTRAINT wide_fkey FOREIGN KEY (a, b) REFERENCES owner ON DELETE CASCADE)",
          "CREATE INDEX wide_index ON wide (b DESC)",
          "CREATE VIEW counted AS SELECT count(*) AS c FROM wide",
          "CREATE SEQUENCE numbers INCREMENT BY 50 CACHE 7 MAXVALUE 1000 CYCLE");
      CatalogueTable wide = table(database, "WIDE");
      assertThat(table(database, "COUNTED").isWritable()).isFalse();
      assertThat(column(wide, "ID").generation()).isEqualTo(Generation.IDENTITY_ALWAYS);
      assertThat(column(wide, "MOOD").type().values()).containsExactly("sad", "it's");
      assertThat(column(wide, "PRICE").type().domain()).contains("POSITIVE");
      assertThat(column(wide, "SINGLE").type().bits()).isEqualTo(32);
      assertThat(column(wide, "SEEN").onUpdate()).contains("LOCALTIMESTAMP");
      assertThat(column(wide, "TWICE").isComputed()).isTrue();
      assertThat(column(wide, "FOLDED").collation().orElseThrow().comparison())
          .isEqualTo(CatalogueCollation.Comparison.FOLDING);
      assertThat(index(wide, "WIDE_KEY").nullsNotDistinct()).isTrue();
      assertThat(index(wide, "WIDE_INDEX").parts().toString()).isEqualTo("[B DESC]");
      assertThat(wide.foreignKeys().get(0).onDelete()).isEqualTo(Action.CASCADE);
      assertThat(wide.checks().stream().map(check -> check.column().orElse("")))
          .containsExactlyInAnyOrder("", "PRICE");
      assertThat(
              reader(database.pool()).read().sequence("NUMBERS").orElseThrow().increment())
          .isEqualTo(50);
    }
  }

  @Test
  void read_withoutAnySchemaThatTheAccountMayUse_saysSo() {
    try (TestDatabase database = Server.POSTGRESQL.create()) {
      String role = "bilayer_r" + Long.toString(System.nanoTime(), 36);
      database.execute("CREATE ROLE " + role + " LOGIN");
      try {
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(role);
        CatalogueReader reader = reader(source);
        assertThatThrownBy(reader::read)
            .isInstanceOf(StorageFailureException.class)
            .hasMessageStartingWith("There is no schema to read");
      } finally {
        database.execute("DROP ROLE " + role);
      }
    }
  }

  @Test
  void read_ofTablesOfWhichTheAccountMayReadSomeColumns_namesThem() throws Exception {
    try (TestDatabase database = Server.MARIADB.create()) {
      String user = "bilayer_u" + Long.toString(System.nanoTime(), 36);
      String schema = database.query("SELECT DATABASE()").get(0);
      database.execute(
          "CREATE TABLE half (a int, b int)",
          "CREATE USER " + user + " IDENTIFIED BY 'x'",
          "GRANT SELECT (a) ON " + schema + ".half TO " + user);
      try {
        var source = new MariaDbDataSource("jdbc:mariadb://127.0.0.1:3306/" + schema + "?user="
            + user + "&password=x&sslMode=disable");
        CatalogueReader reader = reader(source);
        assertThatThrownBy(reader::read)
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("[tables=half]");
      } finally {
        database.execute("DROP USER " + user);
      }
    }
  }

  @Test
  void read_whileTablesChange_isRepeatedUntilComplete() {
    try (TestDatabase database = Server.H2.create()) {
      database.execute("CREATE TABLE t (id int)");
      var seen = new ArrayList<Integer>();
      CatalogueReader reader = reader(beforeStatements(database.pool(), () -> {
        // The second statement of a reading asks for settings, after the first list of columns.
        if (seen.size() < 2) {
          seen.add(seen.size());
          database.execute("ALTER TABLE t ADD c" + seen.size() + " int");
        }
      }));
      assertThat(reader.read().table("T").orElseThrow().columns()).hasSize(3);
    }
  }
}
