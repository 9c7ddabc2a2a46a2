package org.bilayer.tools.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.migration.Migrations;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.store.catalogue.CatalogueDifference;
import org.bilayer.store.catalogue.CatalogueDifference.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a proposal writes, and what it refuses before it does anything. */
final class ProposalTest {

  record Person(int id, String name) {}

  record Customer(int id, String fullName, @Nullable String email) {}

  static final Column<Person, Integer> PERSON_ID = Column.of("id", Codec.int32(), Person::id);
  static final Column<Person, String> NAME = Column.of("name", Codec.text(40), Person::name);

  static final Model BEFORE = Model.of(Mapping.of(Person.class, "person", PERSON_ID)
      .with(NAME)
      .unique("person_name_key", NAME)
      .check("person_name_check", NAME.ne("nobody"))
      .construct(row -> new Person(row.get(PERSON_ID), row.get(NAME))));

  static final Column<Customer, Integer> ID = Column.of("id", Codec.int32(), Customer::id);
  static final Column<Customer, String> FULL_NAME =
      Column.of("full_name", Codec.text(40), Customer::fullName);
  static final Column<Customer, String> EMAIL =
      Column.nullable("email", Codec.text(80), Customer::email);

  private static Mapping.Builder<Customer, Integer> customers() {
    return Mapping.of(Customer.class, "customer", ID)
        .with(FULL_NAME, EMAIL)
        .unique("customer_name_key", FULL_NAME)
        .check("customer_name_check", FULL_NAME.ne("nobody"));
  }

  private static Model model(Mapping.Builder<Customer, Integer> mapping) {
    return Model.of(mapping.construct(
        row -> new Customer(row.get(ID), row.get(FULL_NAME), row.getOrNull(EMAIL))));
  }

  static final Model RENAMED = model(customers().formerly("person").formerly(FULL_NAME, "name"));

  @TempDir
  private Path folder;

  private List<String> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void file(String name) {
    try {
      Files.writeString(folder.resolve(name), "SELECT 1;\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // --- renames

  @ParameterizedTest
  @EnumSource
  void write_ofDeclaredRenames_renames_andKeepsEveryRow(Server server) {
    try (Tables tables = server.empty().create(BEFORE)) {
      tables.execute("INSERT INTO \"person\" (\"id\", \"name\", \"version\") VALUES (1, 'Ada', 1)");
      Proposal proposal = Proposal.of(RENAMED).against(tables.dataSource()).into(folder);
      ProposalReport report = proposal.write();
      assertThat(report.questions()).isEmpty();
      tables.apply(report);
      assertThat(tables.rows("SELECT \"id\", \"full_name\", \"email\" FROM \"customer\""))
          .containsExactly("1|Ada|null|");
      assertThat(proposal.check().differences()).isEmpty();
      assertThat(proposal.check().isNeeded()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_withoutDeclaredRenames_createsAnother_andKeepsTheOldOneUntilAnAnswer(Server server) {
    try (Tables tables = server.empty().create(BEFORE)) {
      tables.execute("INSERT INTO \"person\" (\"id\", \"name\", \"version\") VALUES (1, 'Ada', 1)");
      ProposalReport report = Proposal.of(model(customers()))
          .against(tables.dataSource())
          .into(folder)
          .write();
      assertThat(report.questions())
          .singleElement()
          .asString()
          .contains("person", "rows of the table");
      tables.apply(report);
      assertThat(tables.rows("SELECT \"name\" FROM \"person\"")).containsExactly("Ada|");
      assertThat(tables.rows("SELECT * FROM \"customer\"")).isEmpty();
    }
  }

  // --- files

  @Test
  void write_onPostgreSql_separatesWhatLocksWhatReadsAndWhatIsBuiltOnline() {
    try (Tables tables = Server.POSTGRESQL.empty().create(Stock.MODEL)) {
      tables.execute(
          "ALTER TABLE \"item\" DROP CONSTRAINT \"item_code_key\"",
          "ALTER TABLE \"item\" ALTER COLUMN \"amount\" DROP NOT NULL",
          "ALTER TABLE \"item\" DROP CONSTRAINT \"item_shelf_id_fkey\"");
      file("V007__first.sql");
      ProposalReport report = Proposal.of(Stock.MODEL)
          .against(tables.dataSource())
          .into(folder)
          .named("mend")
          .write();
      assertThat(files())
          .containsExactly(
              "V007__first.sql",
              "V008__mend.sql",
              "V009__mend_validate.sql",
              "V010__mend_online.sql",
              "V010__mend_online.sql.conf");
      assertThat(report.files()).hasSize(4);
      assertThat(text("V008__mend.sql"))
          .contains(
              "SET LOCAL lock_timeout = '5s';",
              "ADD CONSTRAINT \"item_amount_not_null_check\" CHECK (\"amount\" IS NOT NULL) NOT VALID;",
              "REFERENCES \"shelf\" (\"id\") NOT VALID;",
              "-- Risk: ",
              "-- QUESTION: Which value do rows without one get?");
      assertThat(text("V009__mend_validate.sql"))
          .containsSubsequence(
              "VALIDATE CONSTRAINT",
              "SET NOT NULL;",
              "DROP CONSTRAINT \"item_amount_not_null_check\";");
      assertThat(Tables.statements(text("V010__mend_online.sql")))
          .containsExactly(
              "SET lock_timeout = 0",
              "SET lock_timeout = '5s'",
              "ALTER TABLE \"item\" DROP CONSTRAINT IF EXISTS \"item_code_key\"",
              "SET lock_timeout = 0",
              "DROP INDEX CONCURRENTLY IF EXISTS \"item_code_key\"",
              "CREATE UNIQUE INDEX CONCURRENTLY \"item_code_key\" ON \"item\" (\"code\")",
              "SET lock_timeout = '5s'",
              "ALTER TABLE \"item\" ADD CONSTRAINT \"item_code_key\" UNIQUE USING INDEX \"item_code_key\"",
              "SET lock_timeout = 0",
              "RESET lock_timeout");
      assertThat(text("V010__mend_online.sql.conf")).isEqualTo("executeInTransaction=false\n");
      tables.apply(report);
      assertThat(Proposal.of(Stock.MODEL).against(tables.dataSource()).check().differences())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_ofAColumnThatNeedsAValue_failsOnRowsUntilTheQuestionIsAnswered(Server server) {
    Model model = model(customers());
    try (Tables tables = server.empty().create(model)) {
      tables.execute(
          "ALTER TABLE \"customer\" DROP CONSTRAINT \"customer_name_check\"",
          server == Server.MARIADB
              ? "ALTER TABLE \"customer\" DROP INDEX \"customer_name_key\""
              : "ALTER TABLE \"customer\" DROP CONSTRAINT \"customer_name_key\"",
          "ALTER TABLE \"customer\" DROP COLUMN \"full_name\"",
          "INSERT INTO \"customer\" (\"id\", \"version\") VALUES (1, 1)");
      Proposal proposal = Proposal.of(model).against(tables.dataSource()).into(folder);
      ProposalReport report = proposal.write();
      assertThat(report.questions()).singleElement().asString().contains("customer.full_name");
      assertThatThrownBy(() -> tables.apply(report)).isInstanceOf(AssertionError.class);
      assertThat(tables.rows("SELECT \"id\", \"full_name\" FROM \"customer\""))
          .containsExactly("1|null|");
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_ofWhatCouldLoseData_commentsItOut_andTheDataStays(Server server) {
    String name = "n".repeat(45);
    try (Tables tables = server.empty().create(BEFORE)) {
      tables.execute(
          server == Server.H2
              ? "ALTER TABLE \"person\" ALTER COLUMN \"name\" SET DATA TYPE VARCHAR(100)"
              : server == Server.POSTGRESQL
                  ? "ALTER TABLE \"person\" ALTER COLUMN \"name\" TYPE varchar(50) COLLATE \"C\""
                  : "ALTER TABLE \"person\" MODIFY \"name\" VARCHAR(50) CHARACTER SET utf8mb4 COLLATE"
                      + " utf8mb4_nopad_bin NOT NULL",
          "ALTER TABLE \"person\" ADD COLUMN \"must\" INT DEFAULT 7 NOT NULL",
          "INSERT INTO \"person\" (\"id\", \"name\", \"version\") VALUES (1, '" + name + "', 1)",
          "ALTER TABLE \"person\" ALTER COLUMN \"must\" DROP DEFAULT");
      Proposal proposal = Proposal.of(BEFORE).against(tables.dataSource()).into(folder);
      ProposalReport report = proposal.write();
      assertThat(report.questions())
          .anyMatch(question -> question.startsWith("person.name: type"))
          .anyMatch(question -> question.startsWith("person.must: column"));
      tables.apply(report);
      assertThat(tables.rows("SELECT \"id\", \"name\", \"must\" FROM \"person\""))
          .containsExactly("1|" + name + "|7|");
      tables.execute("INSERT INTO \"person\" (\"id\", \"name\", \"version\") VALUES (2, 'Ada', 1)");
      assertThat(proposal.check().differences())
          .filteredOn(CatalogueDifference::isRequired)
          .extracting(CatalogueDifference::kind)
          .containsExactly(Kind.TYPE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_ofASchemaThatIsTheModels_writesNoFile(Server server) {
    try (Tables tables = server.empty().create(BEFORE)) {
      tables.execute("ALTER TABLE \"person\" ADD COLUMN \"of_others\" INT");
      ProposalReport report =
          Proposal.of(BEFORE).against(tables.dataSource()).into(folder).write();
      assertThat(report.isNeeded()).isFalse();
      assertThat(report.questions()).singleElement().asString().contains("person.of_others");
      assertThat(files()).isEmpty();
    }
  }

  // --- migrations so far

  /** Runs statements as the migrations of an application. */
  private static Migrations migrations(List<String> statements) {
    return new Migrations() {
      @Override
      public List<String> versions(DataSource database) {
        return List.of("1");
      }

      @Override
      public List<String> apply(DataSource database) {
        try (var connection = database.getConnection();
            var statement = connection.createStatement()) {
          for (String sql : statements) {
            statement.execute(sql);
          }
        } catch (SQLException e) {
          throw new StorageFailureException("Migration 1 failed: " + e.getMessage(), e);
        }
        return versions(database);
      }

      @Override
      public List<String> applyTo(DataSource database, String version) {
        return apply(database);
      }

      @Override
      public Set<String> ownTables() {
        return Set.of();
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void write_afterMigrations_proposesWhatTheyLack_andLeavesTheDatabaseAlone(Server server) {
    try (Tables tables = server.empty()) {
      List<String> first =
          MyBatisDataLayer.schemaDefinition(BEFORE, tables.dataSource()).statements();
      ProposalReport report = Proposal.of(RENAMED)
          .after(migrations(first), tables.dataSource())
          .into(folder)
          .write();
      assertThat(report.isNeeded()).isTrue();
      assertThat(text(report.files().get(0).name())).contains("RENAME");
      assertThat(MyBatisDataLayer.catalogue(tables.dataSource()).read().tables())
          .isEmpty();
      assertNoScratchSchemaStays(tables);
      assertThat(Proposal.of(BEFORE)
              .after(migrations(first), tables.dataSource())
              .check()
              .isNeeded())
          .isFalse();
    }
  }

  /** Tests in other JVMs have such schemas too, for a moment: those that were there go away. */
  private static void assertNoScratchSchemaStays(Tables tables) {
    List<String> left = scratchSchemas(tables);
    for (int tries = 0; !left.isEmpty() && tries < 600; tries++) {
      LockSupport.parkNanos(100_000_000);
      left = left.stream().filter(scratchSchemas(tables)::contains).toList();
    }
    assertThat(left).as("throw-away schemas that stay").isEmpty();
  }

  private static List<String> scratchSchemas(Tables tables) {
    return tables.rows("SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE"
        + " 'bilayer_scratch_%'");
  }

  @Test
  void check_afterMigrationsThatFail_saysWhich_andLeavesNothing() {
    try (Tables tables = Server.H2.empty()) {
      assertThatThrownBy(() -> Proposal.of(BEFORE)
              .after(migrations(List.of("CREATE TABLE no_columns (")), tables.dataSource())
              .check())
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("Migration 1 failed");
      assertNoScratchSchemaStays(tables);
    }
  }

  // --- refusals

  @Test
  void write_intoAnUnknownFolder_saysSo() {
    try (Tables tables = Server.H2.empty()) {
      assertThatThrownBy(() -> Proposal.of(BEFORE)
              .against(tables.dataSource())
              .into(folder.resolve("none"))
              .write())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("There is no such folder of migrations");
    }
  }

  @Test
  void write_besideTwoFilesOfOneVersion_namesThem_andWritesNothing() {
    file("V1__a.sql");
    file("V01__b.sql");
    try (Tables tables = Server.H2.empty()) {
      assertThatThrownBy(() ->
              Proposal.of(BEFORE).against(tables.dataSource()).into(folder).write())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Two migrations have the same version")
          .hasMessageContaining("V01__b.sql, V1__a.sql");
      assertThat(files()).containsExactly("V01__b.sql", "V1__a.sql");
    }
  }

  @Test
  void named_withOtherSigns_isRefused() {
    assertThatThrownBy(() -> Proposal.of(BEFORE).named("../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters, digits and underscores");
  }

  @Test
  void check_withoutTheRightToCreateASchema_comparesByTheLiveCheck_andSaysSo() throws Exception {
    try (Tables tables = Server.POSTGRESQL.empty().create(BEFORE)) {
      tables.execute("ALTER TABLE \"person\" DROP COLUMN \"name\"");
      String role = "bilayer_reader_" + Long.toHexString(System.nanoTime());
      String schema = tables.rows("SELECT current_schema()").get(0).replace("|", "");
      tables.execute(
          "CREATE ROLE " + role,
          "GRANT USAGE ON SCHEMA \"" + schema + "\" TO " + role,
          "GRANT SELECT ON ALL TABLES IN SCHEMA \"" + schema + "\" TO " + role);
      try {
        DataSource reader = new AsRole(tables.dataSource(), role);
        ProposalReport report = Proposal.of(BEFORE).against(reader).check();
        assertThat(report.method()).contains("live check", "may not create a schema");
        assertThat(report.others()).anyMatch(line -> line.contains("person.name"));
        assertThat(report.isNeeded()).isTrue();
        assertThatThrownBy(
                () -> Proposal.of(BEFORE).against(reader).into(folder).write())
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("may not create a schema")
            .hasMessageContaining("Nothing was written");
        assertThat(files()).isEmpty();
        ProposalReport elsewhere =
            Proposal.of(BEFORE).against(reader).scratch(tables.dataSource()).check();
        assertThat(elsewhere.differences())
            .anyMatch(difference -> difference.kind() == Kind.COLUMN);
      } finally {
        tables.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
      }
    }
  }
}
