package org.bilayer.tools.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Direction;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.bilayer.store.catalogue.CatalogueDifference.Severity;
import org.bilayer.tools.internal.migration.plan.MigrationPlan;
import org.bilayer.tools.internal.migration.plan.Renames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which a schema drifts away from its model is found, and nothing beside it. */
final class DriftTest {

  /** What only people can mend, or need not. */
  private static final Set<String> BY_HAND = Set.of("generated values", "comment");

  /** What is done to the tables, and what is found then. */
  private static final class Drift {

    private final String name;
    private final Map<Server, List<String>> statements = new EnumMap<>(Server.class);
    private final List<String> found = new ArrayList<>();

    Drift(String name) {
      this.name = name;
    }

    Drift everywhere(String... sql) {
      Stream.of(Server.values()).forEach(server -> statements.put(server, List.of(sql)));
      return this;
    }

    Drift on(Server server, String... sql) {
      statements.put(server, List.of(sql));
      return this;
    }

    Drift finds(Severity severity, Kind kind, Direction direction, String object) {
      found.add(severity + " " + kind + " " + direction + " " + object);
      return this;
    }

    Drift breaks(Kind kind, Direction direction, String object) {
      return finds(Severity.REQUIRED, kind, direction, object);
    }
  }

  private static List<Drift> drifts() {
    return List.of(
        new Drift("missing table")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "DROP TABLE \"shelf\"")
            .breaks(Kind.REFERENCE, Direction.MISSING, "item_shelf_id_fkey")
            .breaks(Kind.TABLE, Direction.MISSING, "shelf"),
        new Drift("missing column")
            .everywhere("ALTER TABLE \"item\" DROP COLUMN \"origin\"")
            .breaks(Kind.COLUMN, Direction.MISSING, "origin"),
        new Drift("extra column that inserts must fill")
            .everywhere("ALTER TABLE \"item\" ADD COLUMN \"must\" INT NOT NULL")
            .breaks(Kind.COLUMN, Direction.EXTRA, "must"),
        new Drift("extra column that may be empty")
            .everywhere("ALTER TABLE \"item\" ADD COLUMN \"may\" VARCHAR(5)")
            .finds(Severity.NOTE, Kind.COLUMN, Direction.EXTRA, "may"),
        new Drift("extra column with a default")
            .everywhere("ALTER TABLE \"item\" ADD COLUMN \"may\" INT DEFAULT 7 NOT NULL")
            .finds(Severity.NOTE, Kind.COLUMN, Direction.EXTRA, "may"),
        new Drift("shorter text")
            .on(Server.H2, "ALTER TABLE \"item\" ALTER COLUMN \"code\" SET DATA TYPE VARCHAR(10)")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ALTER COLUMN \"code\" TYPE varchar(10) COLLATE \"C\"")
            .on(
                Server.MARIADB,
                "ALTER TABLE \"item\" MODIFY \"code\" VARCHAR(10) CHARACTER SET utf8mb4 COLLATE"
                    + " utf8mb4_nopad_bin NOT NULL")
            .breaks(Kind.TYPE, Direction.DIFFERENT, "code"),
        new Drift("smaller number")
            .on(Server.H2, "ALTER TABLE \"item\" ALTER COLUMN \"amount\" SET DATA TYPE SMALLINT")
            .on(Server.POSTGRESQL, "ALTER TABLE \"item\" ALTER COLUMN \"amount\" TYPE smallint")
            .on(Server.MARIADB, "ALTER TABLE \"item\" MODIFY \"amount\" SMALLINT NOT NULL")
            .breaks(Kind.TYPE, Direction.DIFFERENT, "amount"),
        new Drift("other scale")
            .on(
                Server.H2,
                "ALTER TABLE \"item\" ALTER COLUMN \"price\" SET DATA TYPE DECIMAL(10, 1)")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ALTER COLUMN \"price\" TYPE numeric(10, 1)")
            .on(Server.MARIADB, "ALTER TABLE \"item\" MODIFY \"price\" DECIMAL(10, 1) NOT NULL")
            .breaks(Kind.TYPE, Direction.DIFFERENT, "price"),
        new Drift("column that must have a value")
            .on(Server.H2, "ALTER TABLE \"item\" ALTER COLUMN \"shelf_id\" SET NOT NULL")
            .on(Server.POSTGRESQL, "ALTER TABLE \"item\" ALTER COLUMN \"shelf_id\" SET NOT NULL")
            .on(Server.MARIADB, "ALTER TABLE \"item\" MODIFY \"shelf_id\" BIGINT NOT NULL")
            .breaks(Kind.NULLABILITY, Direction.DIFFERENT, "shelf_id"),
        new Drift("column that may be empty")
            .on(Server.H2, "ALTER TABLE \"item\" ALTER COLUMN \"amount\" DROP NOT NULL")
            .on(Server.POSTGRESQL, "ALTER TABLE \"item\" ALTER COLUMN \"amount\" DROP NOT NULL")
            .on(Server.MARIADB, "ALTER TABLE \"item\" MODIFY \"amount\" INT NULL")
            .breaks(Kind.NULLABILITY, Direction.DIFFERENT, "amount"),
        new Drift("other default")
            .everywhere("ALTER TABLE \"item\" ALTER COLUMN \"origin\" SET DEFAULT 'there'")
            .breaks(Kind.DEFAULT, Direction.DIFFERENT, "origin"),
        new Drift("no default")
            .everywhere("ALTER TABLE \"item\" ALTER COLUMN \"origin\" DROP DEFAULT")
            .breaks(Kind.DEFAULT, Direction.MISSING, "origin"),
        new Drift("extra default")
            .everywhere("ALTER TABLE \"item\" ALTER COLUMN \"amount\" SET DEFAULT 1")
            .finds(Severity.NOTE, Kind.DEFAULT, Direction.EXTRA, "amount"),
        new Drift("default of NULL")
            .everywhere("ALTER TABLE \"item\" ALTER COLUMN \"name\" SET DEFAULT NULL"),
        new Drift("default in other words")
            .on(Server.H2, "ALTER TABLE \"item\" ALTER COLUMN \"origin\" SET DEFAULT ('here')")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ALTER COLUMN \"origin\" SET DEFAULT 'here'::text")
            .on(
                Server.MARIADB,
                "ALTER TABLE \"item\" ALTER COLUMN \"origin\" SET DEFAULT ('here')"),
        new Drift("missing unique key")
            .on(Server.H2, "ALTER TABLE \"item\" DROP CONSTRAINT \"item_code_key\"")
            .on(Server.POSTGRESQL, "ALTER TABLE \"item\" DROP CONSTRAINT \"item_code_key\"")
            .on(Server.MARIADB, "ALTER TABLE \"item\" DROP INDEX \"item_code_key\"")
            .breaks(Kind.UNIQUE_KEY, Direction.MISSING, "item_code_key"),
        new Drift("extra unique key")
            .everywhere("ALTER TABLE \"item\" ADD CONSTRAINT \"more_key\" UNIQUE (\"name\")")
            .breaks(Kind.UNIQUE_KEY, Direction.EXTRA, "more_key"),
        new Drift("extra unique index")
            .everywhere("CREATE UNIQUE INDEX \"more_idx\" ON \"item\" (\"name\", \"amount\")")
            .breaks(Kind.UNIQUE_KEY, Direction.EXTRA, "more_idx"),
        new Drift("missing primary key")
            .on(Server.H2, "ALTER TABLE \"item\" DROP PRIMARY KEY")
            .on(Server.POSTGRESQL, "ALTER TABLE \"item\" DROP CONSTRAINT \"item_pkey\"")
            .on(Server.MARIADB, "ALTER TABLE \"item\" DROP PRIMARY KEY")
            .breaks(Kind.PRIMARY_KEY, Direction.MISSING, "item_pkey"),
        new Drift("missing reference")
            .everywhere("ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"")
            .breaks(Kind.REFERENCE, Direction.MISSING, "item_shelf_id_fkey"),
        new Drift("other rule of a reference")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_shelf_id_fkey\" FOREIGN KEY (\"shelf_id\")"
                    + " REFERENCES \"shelf\" (\"id\") ON DELETE CASCADE")
            .breaks(Kind.REFERENCE, Direction.DIFFERENT, "item_shelf_id_fkey"),
        new Drift("extra reference")
            .everywhere("ALTER TABLE \"item\" ADD CONSTRAINT \"more_fkey\" FOREIGN KEY (\"id\")"
                + " REFERENCES \"shelf\" (\"id\")")
            .breaks(Kind.REFERENCE, Direction.EXTRA, "more_fkey"),
        new Drift("missing index")
            .everywhere("DROP INDEX \"item_price_idx\"")
            .on(Server.MARIADB, "DROP INDEX \"item_price_idx\" ON \"item\"")
            .breaks(Kind.INDEX, Direction.MISSING, "item_price_idx"),
        new Drift("index in another order")
            .everywhere(
                "DROP INDEX \"item_price_idx\"",
                "CREATE INDEX \"item_price_idx\" ON \"item\" (\"amount\", \"price\" DESC)")
            .on(
                Server.MARIADB,
                "DROP INDEX \"item_price_idx\" ON \"item\"",
                "CREATE INDEX \"item_price_idx\" ON \"item\" (\"amount\")")
            .breaks(Kind.INDEX, Direction.DIFFERENT, "item_price_idx"),
        new Drift("index in another direction")
            .everywhere(
                "DROP INDEX \"item_price_idx\"",
                "CREATE INDEX \"item_price_idx\" ON \"item\" (\"price\", \"amount\")")
            .on(
                Server.MARIADB,
                "DROP INDEX \"item_price_idx\" ON \"item\"",
                "CREATE INDEX \"item_price_idx\" ON \"item\" (\"price\", \"amount\")")
            .breaks(Kind.INDEX, Direction.DIFFERENT, "item_price_idx"),
        new Drift("smaller key that is referred to")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "ALTER TABLE \"shelf\" ALTER COLUMN \"id\" SET DATA TYPE INTEGER",
                "ALTER TABLE \"item\" ALTER COLUMN \"shelf_id\" SET DATA TYPE INTEGER",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_shelf_id_fkey\" FOREIGN KEY (\"shelf_id\")"
                    + " REFERENCES \"shelf\" (\"id\")")
            .on(
                Server.MARIADB,
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "ALTER TABLE \"shelf\" MODIFY \"id\" INT NOT NULL",
                "ALTER TABLE \"item\" MODIFY \"shelf_id\" INT",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_shelf_id_fkey\" FOREIGN KEY (\"shelf_id\")"
                    + " REFERENCES \"shelf\" (\"id\")")
            .breaks(Kind.TYPE, Direction.DIFFERENT, "id")
            .breaks(Kind.TYPE, Direction.DIFFERENT, "shelf_id"),
        new Drift("extra index")
            .everywhere("CREATE INDEX \"more_idx\" ON \"item\" (\"amount\")")
            .finds(Severity.NOTE, Kind.INDEX, Direction.EXTRA, "more_idx"),
        new Drift("missing check")
            .everywhere("ALTER TABLE \"item\" DROP CONSTRAINT \"item_amount_check\"")
            .breaks(Kind.CHECK, Direction.MISSING, "item_amount_check"),
        new Drift("other check")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_amount_check\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_amount_check\" CHECK (\"amount\" >= 1)")
            .breaks(Kind.CHECK, Direction.DIFFERENT, "item_amount_check"),
        new Drift("check of another set of values")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_state_check\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_state_check\" CHECK (\"state\" IN ('NEW'))")
            .breaks(Kind.CHECK, Direction.DIFFERENT, "item_state_check"),
        new Drift("check in other words")
            .everywhere(
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_amount_check\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_amount_check\" CHECK (((\"amount\")  >=  (0)))"),
        new Drift("extra check")
            .everywhere("ALTER TABLE \"item\" ADD CONSTRAINT \"more_check\" CHECK (\"price\" > 0)")
            .breaks(Kind.CHECK, Direction.EXTRA, "more_check"),
        new Drift("other collation")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ALTER COLUMN \"code\" TYPE varchar(20) COLLATE \"default\"")
            .on(
                Server.MARIADB,
                "ALTER TABLE \"item\" MODIFY \"code\" VARCHAR(20) CHARACTER SET utf8mb4 COLLATE"
                    + " utf8mb4_general_ci NOT NULL")
            .breaks(Kind.COLLATION, Direction.DIFFERENT, "code"),
        new Drift("generated values")
            .on(
                Server.H2,
                "ALTER TABLE \"shelf\" ALTER COLUMN \"id\" BIGINT GENERATED BY DEFAULT AS IDENTITY")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"shelf\" ALTER COLUMN \"id\" ADD GENERATED BY DEFAULT AS IDENTITY")
            .on(
                Server.MARIADB,
                "SET STATEMENT foreign_key_checks = 0 FOR ALTER TABLE \"shelf\" MODIFY \"id\" BIGINT NOT NULL AUTO_INCREMENT")
            .breaks(Kind.GENERATION, Direction.DIFFERENT, "id"),
        new Drift("missing sequence")
            .everywhere("DROP SEQUENCE \"stock_number\"")
            .breaks(Kind.SEQUENCE, Direction.MISSING, "stock_number"),
        new Drift("sequence of another step")
            .everywhere("ALTER SEQUENCE \"stock_number\" INCREMENT BY 1")
            .breaks(Kind.SEQUENCE, Direction.DIFFERENT, "stock_number"),
        new Drift("computed column")
            .everywhere(
                "ALTER TABLE \"item\" ADD COLUMN \"twice\" INT GENERATED ALWAYS AS (\"amount\" * 2)")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ADD COLUMN \"twice\" INT GENERATED ALWAYS AS (\"amount\" * 2) STORED")
            .finds(Severity.NOTE, Kind.COLUMN, Direction.EXTRA, "twice"),
        new Drift("comment")
            .on(Server.H2, "COMMENT ON COLUMN \"item\".\"name\" IS 'for people'")
            .on(Server.POSTGRESQL, "COMMENT ON COLUMN \"item\".\"name\" IS 'for people'")
            .finds(Severity.NOTE, Kind.COMMENT, Direction.EXTRA, "name"),
        new Drift("extra table")
            .everywhere("CREATE TABLE \"audit\" (\"id\" INT PRIMARY KEY)")
            .finds(Severity.NOTE, Kind.TABLE, Direction.EXTRA, "audit"),
        new Drift("engine without transactions")
            .on(
                Server.MARIADB,
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "ALTER TABLE \"item\" ENGINE=MyISAM")
            .breaks(Kind.ENGINE, Direction.DIFFERENT, "item")
            .breaks(Kind.REFERENCE, Direction.MISSING, "item_shelf_id_fkey"),
        new Drift("reference that was not validated")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_shelf_id_fkey\" FOREIGN KEY (\"shelf_id\")"
                    + " REFERENCES \"shelf\" (\"id\") NOT VALID")
            .breaks(Kind.REFERENCE, Direction.DIFFERENT, "item_shelf_id_fkey"),
        new Drift("reference that waits")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" ALTER CONSTRAINT \"item_shelf_id_fkey\" DEFERRABLE INITIALLY DEFERRED")
            .breaks(Kind.REFERENCE, Direction.DIFFERENT, "item_shelf_id_fkey"),
        new Drift("check that was not validated")
            .on(
                Server.POSTGRESQL,
                "ALTER TABLE \"item\" DROP CONSTRAINT \"item_amount_check\"",
                "ALTER TABLE \"item\" ADD CONSTRAINT \"item_amount_check\" CHECK (\"amount\" >= 0) NOT VALID")
            .breaks(Kind.CHECK, Direction.DIFFERENT, "item_amount_check"),
        new Drift("index for other rows")
            .on(
                Server.POSTGRESQL,
                "DROP INDEX \"item_new_idx\"",
                "CREATE INDEX \"item_new_idx\" ON \"item\" (\"name\") WHERE \"state\" = 'SOLD'")
            .breaks(Kind.INDEX, Direction.DIFFERENT, "item_new_idx"),
        new Drift("index left by a failed build")
            .on(
                Server.POSTGRESQL,
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"item_price_idx\"'::regclass")
            .breaks(Kind.INDEX, Direction.DIFFERENT, "item_price_idx"),
        new Drift("missing table of the library")
            .on(Server.H2, "DROP TABLE \"bilayer_commit\"")
            .on(Server.MARIADB, "DROP TABLE \"bilayer_commit\"")
            .breaks(Kind.TABLE, Direction.MISSING, "bilayer_commit"));
  }

  @ParameterizedTest
  @EnumSource
  void differences_afterEachDrift_areThatDrift_andTheProposalMendsIt(Server server) {
    var wrong = new ArrayList<String>();
    SchemaDefinition definition;
    Catalogue expected;
    try (Tables tables = server.empty().create(Stock.MODEL)) {
      definition = MyBatisDataLayer.schemaDefinition(Stock.MODEL, tables.dataSource());
      expected = MyBatisDataLayer.catalogue(tables.dataSource()).read();
    }
    Tables tables = server.empty().create(Stock.MODEL);
    try {
      for (Drift drift : drifts()) {
        List<String> statements = drift.statements.get(server);
        if (statements == null) {
          continue;
        }
        try {
          tables.execute(statements.toArray(new String[0]));
          MigrationPlan plan = plan(definition, expected, tables);
          List<String> found =
              plan.differences().stream().map(DriftTest::line).sorted().toList();
          if (!found.equals(drift.found.stream().sorted().toList())) {
            wrong.add(drift.name + ": " + plan.differences());
          }
          tables.applyAll(plan);
          List<CatalogueDifference> left = plan(definition, expected, tables).differences();
          if (left.isEmpty()) {
            continue;
          }
          if (!BY_HAND.contains(drift.name)) {
            wrong.add(drift.name + ": left by the proposal: " + left);
          }
        } catch (AssertionError e) {
          wrong.add(drift.name + ": " + e.getMessage() + " " + e.getCause());
        }
        tables.close();
        tables = server.empty().create(Stock.MODEL);
      }
    } finally {
      tables.close();
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private static MigrationPlan plan(
      SchemaDefinition definition, Catalogue expected, Tables tables) {
    Catalogue found = MyBatisDataLayer.catalogue(tables.dataSource()).read();
    return MigrationPlan.of(definition, expected, found, new Renames());
  }

  private static String line(CatalogueDifference difference) {
    return difference.severity() + " " + difference.kind() + " " + difference.direction() + " "
        // MariaDB has one name for all primary keys.
        + difference.object().replace("PRIMARY", "item_pkey");
  }
}
