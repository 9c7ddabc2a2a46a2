package org.bilayer.mybatis.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What the adapter promises on every database. */
final class FlywayMigrationsTest {

  private static final String FIRST =
      "CREATE TABLE place (id bigint PRIMARY KEY, name varchar(20));";
  private static final String SECOND = "INSERT INTO place VALUES (1, 'here');";

  abstract static class Promises {

    @TempDir
    Path directory;

    private TestSchema schema;
    private StepFiles files;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
      schema = database().require().newSchema("migrations");
      files = new StepFiles(directory).with("V1__places.sql", FIRST).with("V2__row.sql", SECOND);
    }

    @AfterEach
    void close() {
      schema.close();
    }

    private DataSource source() {
      return schema.dataSource();
    }

    private List<String> names() {
      return Sql.column(source(), "SELECT name FROM place ORDER BY id");
    }

    private List<String> applied() {
      String quote = database().name().equals("mariadb") ? "`" : "\"";
      return Sql.column(
          source(),
          ("SELECT 'version' FROM 'flyway_schema_history' WHERE 'success' AND 'version' IS NOT NULL ORDER BY 'installed_rank'")
              .replace("'", quote));
    }

    @Test
    void apply_emptySchema_appliesAllOnce() {
      FlywayMigrations migrations = files.migrations();

      assertThat(migrations.versions(source())).containsExactly("1", "2");
      assertThat(migrations.apply(source())).containsExactly("1", "2");
      assertThat(migrations.apply(source())).isEmpty();

      assertThat(names()).containsExactly("here");
      assertThat(migrations.ownTables()).containsExactly("flyway_schema_history");
    }

    @Test
    void applyTo_version_stopsThereAndTheRestFollows() {
      FlywayMigrations migrations = files.migrations();

      assertThat(migrations.applyTo(source(), "1")).containsExactly("1");
      assertThat(names()).isEmpty();

      assertThat(migrations.apply(source())).containsExactly("2");
    }

    @Test
    void applyTo_unknownVersion_isRefusedAndChangesNothing() {
      FlywayMigrations migrations = files.migrations();

      assertThatThrownBy(() -> migrations.applyTo(source(), "7"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "There is no migration of this version [version=7, known=[1, 2]]. Name one of the known versions.");
      assertThat(Sql.tables(source())).isEmpty();
    }

    @Test
    void apply_editedFile_isRefusedAndChangesNothing() {
      files.migrations().apply(source());
      files
          .with("V2__row.sql", SECOND + " -- edited")
          .with("V3__more.sql", "INSERT INTO place VALUES (2, 'there');");

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("nothing was changed")
          .hasMessageContaining(
              "The file of migration 2 was edited after it was applied [file=V2__row.sql]. Restore the file");
      assertThat(names()).containsExactly("here");
    }

    @Test
    void apply_duplicateNumber_isRefusedAndChangesNothing() {
      files.with("V2__other.sql", SECOND);

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("Two migrations have the same number; nothing was changed.")
          .hasMessageContaining("V2__other.sql")
          .hasMessageContaining("V2__row.sql");
      assertThat(Sql.tables(source())).isEmpty();
    }

    @Test
    void apply_numberBelowTheLastOne_isRefusedAndChangesNothing() {
      files.migrations().apply(source());
      files.with("V1.5__late.sql", "INSERT INTO place VALUES (2, 'there');");

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining(
              "The file V1.5__late.sql is not applied, and the database has a later version already. Give the "
                  + "file a number above 2.");
      assertThat(names()).containsExactly("here");
    }

    @Test
    void apply_missingFileOfAnAppliedStep_isRefused() {
      files.migrations().apply(source());
      files.without("V1__places.sql");

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("Migration 1 was applied and its file is missing.");
    }

    @Test
    void apply_olderInstanceOnNewerSchema_doesNothing() {
      files.migrations().apply(source());
      files.without("V2__row.sql");

      assertThat(files.migrations().apply(source())).isEmpty();
    }

    @Test
    void apply_failingStep_saysWhatIsLeftAndTheNextStartNamesOrFinishesIt() {
      files.with(
          "V3__bad.sql", "INSERT INTO place VALUES (2, 'there');\nINSERT INTO nowhere VALUES (1);");
      boolean rollsBack = database().name().equals("postgresql");

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageStartingWith("Migration 3 failed [file=V3__bad.sql, line=2, sqlState=")
          .hasMessageContaining(
              rollsBack
                  ? "Nothing of it is applied; earlier migrations stay. Correct the file and start again."
                  : "a part of its statements may be applied [file=V3__bad.sql]. Undo that part by hand and remove the row of "
                      + "version 3 from the table flyway_schema_history");
      assertThat(applied()).containsExactly("1", "2");

      if (!rollsBack) {
        assertThatThrownBy(() -> files.migrations().apply(source()))
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("nothing was changed:\n  Migration 3 has failed, and a part");
        String quote = database().name().equals("mariadb") ? "`" : "\"";
        Sql.run(
            source(),
            "DELETE FROM place WHERE id = 2",
            "DELETE FROM 'flyway_schema_history' WHERE 'version' = 3".replace("'", quote));
      }
      files.with("V3__bad.sql", "INSERT INTO place VALUES (2, 'there');");
      assertThat(files.migrations().apply(source())).containsExactly("3");
      assertThat(names()).containsExactly("here", "there");
    }

    @Test
    void apply_failingStep_hidesValues() {
      files.with("V3__bad.sql", "INSERT INTO place VALUES (1, 'secret');");

      assertThatThrownBy(() -> files.migrations().apply(source())).satisfies(thrown -> {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
          assertThat(String.valueOf(each.getMessage())).doesNotContain("secret", "(1)");
        }
      });
    }

    @Test
    void apply_tablesWithoutHistory_needABaseline() {
      Sql.run(source(), FIRST.replace(";", ""));

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("The database has tables and no history of migrations [schema=")
          .hasMessageContaining("withBaseline(version)");
      assertThat(Sql.tables(source())).containsExactly("place");

      assertThat(files.migrations().withBaseline("1").apply(source())).containsExactly("2");
      assertThat(names()).containsExactly("here");
    }

    @Test
    void apply_historyOfAnotherTool_isNamed() {
      Sql.run(source(), "CREATE TABLE databasechangelog (id int)");

      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("The database has the history of Liquibase in the table ");
      assertThat(Sql.tables(source())).containsExactly("databasechangelog");
    }

    @Test
    void apply_missingLocation_isRefusedAndChangesNothing() {
      FlywayMigrations migrations =
          FlywayMigrations.of("filesystem:" + directory.resolve("missing"));

      assertThatThrownBy(() -> migrations.apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("missing");
      assertThat(Sql.tables(source())).isEmpty();
    }

    @Test
    void of_locationWithDatabase_takesTheFilesOfTheProduct() throws Exception {
      Path own = Files.createDirectory(directory.resolve(database().name()));
      new StepFiles(own).with("V1__own.sql", "CREATE TABLE own (id int);");

      FlywayMigrations.of("filesystem:" + directory + "/{database}").apply(source());

      assertThat(Sql.tables(source())).containsExactly("flyway_schema_history", "own");
    }

    @Test
    void of_configuration_isUsed() {
      FlywayMigrations migrations = FlywayMigrations.of(
          Flyway.configure().locations("filesystem:" + directory).table("steps"));

      migrations.apply(source());

      assertThat(migrations.ownTables()).isEqualTo(Set.of("steps"));
      assertThat(Sql.tables(source())).containsExactly("place", "steps");
    }

    @Test
    void apply_sixInstancesAtOnce_eachStepOnce() throws Exception {
      for (int i = 3; i <= 6; i++) {
        files.with("V" + i + "__row.sql", "INSERT INTO place VALUES (" + i + ", 'row');");
      }
      var barrier = new CyclicBarrier(6);
      ExecutorService threads = Executors.newFixedThreadPool(6);
      try {
        var runs = new ArrayList<Future<List<String>>>();
        for (int i = 0; i < 6; i++) {
          runs.add(threads.submit(() -> {
            barrier.await();
            return files.migrations().apply(source());
          }));
        }
        var all = new ArrayList<String>();
        for (Future<List<String>> run : runs) {
          all.addAll(run.get());
        }
        assertThat(all).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
      } catch (ExecutionException e) {
        throw new AssertionError("An instance failed.", e.getCause());
      } finally {
        threads.shutdownNow();
      }
      assertThat(names()).containsExactly("here", "row", "row", "row", "row");
    }

    @Test
    void apply_smallPoolWithoutAutoCommit_works() {
      var config = new HikariConfig();
      config.setDataSource(source());
      config.setAutoCommit(false);
      config.setMaximumPoolSize(4);
      config.setConnectionTimeout(2_000);
      try (var pool = new HikariDataSource(config)) {
        assertThat(files.migrations().apply(pool)).containsExactly("1", "2");
      }
    }
  }

  @Nested
  final class OnH2 extends Promises {
    @Override
    TestDatabase database() {
      return Databases.h2();
    }
  }

  @Nested
  final class OnPostgreSql extends Promises {
    @Override
    TestDatabase database() {
      return Databases.postgresql();
    }
  }

  @Nested
  final class OnMariaDb extends Promises {
    @Override
    TestDatabase database() {
      return Databases.mariadb();
    }
  }

  @Test
  void apply_unreachableDatabase_isUnavailable(@TempDir Path directory) {
    var nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://127.0.0.1:1/test");

    assertThatThrownBy(() -> new StepFiles(directory).migrations().apply(nobody))
        .isInstanceOf(UnavailableException.class);
  }
}
