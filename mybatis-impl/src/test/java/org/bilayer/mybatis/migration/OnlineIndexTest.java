package org.bilayer.mybatis.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that PostgreSQL builds while others write. */
final class OnlineIndexTest {

  private static final String VALID =
      "SELECT c.relname || ' ' || i.indisvalid FROM pg_index i JOIN pg_class c"
          + " ON c.oid = i.indexrelid WHERE c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'place_name%'";

  @TempDir
  Path directory;

  private TestSchema schema;
  private StepFiles files;

  @BeforeEach
  void open() {
    schema = Databases.postgresql().require().newSchema("online");
    files = new StepFiles(directory)
        .with("V1__places.sql", "CREATE TABLE place (id bigint PRIMARY KEY, name varchar(20));")
        .with("V2__rows.sql", "INSERT INTO place VALUES (1, 'same'), (2, 'same');");
    files.migrations().apply(source());
  }

  @AfterEach
  void close() {
    schema.close();
  }

  private DataSource source() {
    return schema.dataSource();
  }

  private StepFiles withIndex(String unique) {
    return files.with(
        "V3__index.sql",
        "-- while others write\nSET lock_timeout = '30s';\nCREATE " + unique
            + "INDEX CONCURRENTLY place_name ON place (name);\nRESET lock_timeout;");
  }

  @Test
  void apply_onlineIndexUnderShortTransactions_ends() throws Exception {
    withIndex("");
    var isOver = new AtomicBoolean();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
      for (long id = 10; !isOver.get(); id++) {
        Sql.run(source(), "BEGIN; INSERT INTO place VALUES (" + id + ", 'n'); COMMIT");
      }
    });
    try {
      // Hung for ever by Flyway's default, so that the limit is not one of speed.
      List<String> applied = CompletableFuture.supplyAsync(
              () -> files.migrations().apply(source()))
          .get(60, TimeUnit.SECONDS);

      assertThat(applied).containsExactly("3");
    } finally {
      isOver.set(true);
      writer.get();
    }
    assertThat(Sql.column(source(), VALID)).containsExactly("place_name true");
  }

  @Test
  void apply_onlineIndexBehindAnOpenTransaction_saysWhomItWaitsForAndTheNextStartMends()
      throws Exception {
    withIndex("");
    try (Connection other = source().getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("SET application_name = 'nightly report'");
      other.setAutoCommit(false);
      statement.execute("UPDATE place SET name = 'secret' WHERE id = 1");

      assertThatThrownBy(
              () -> files.migrations().waitingAtMost(Duration.ofSeconds(2)).apply(source()))
          .isInstanceOf(LockTimeoutException.class)
          .hasMessageContaining("It waited for session ")
          .hasMessageContaining(
              "[application_name=nightly report, state=idle in transaction, since=")
          .hasMessageContaining("Migration 3 failed [file=V3__index.sql")
          .hasMessageContaining("the next start drops the index and builds it again")
          .hasMessageNotContaining("secret");
      assertThat(Sql.column(source(), VALID)).containsExactly("place_name false");
      other.rollback();
    }

    assertThat(files.migrations().apply(source())).containsExactly("3");
    assertThat(Sql.column(source(), VALID)).containsExactly("place_name true");
  }

  @Test
  void apply_uniqueIndexOverDuplicates_isMendedOnceTheyAreGone() {
    withIndex("UNIQUE ");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> files.migrations().apply(source()))
          .isInstanceOf(StorageFailureException.class)
          .hasMessageStartingWith("Migration 3 failed [file=V3__index.sql, line=3, sqlState=23505")
          .hasMessageContaining("such as duplicates under a unique index, and start again")
          .hasMessageNotContaining("same");
      assertThat(Sql.column(source(), VALID)).containsExactly("place_name false");
    }
    Sql.run(source(), "DELETE FROM place WHERE id = 2");

    assertThat(files.migrations().apply(source())).containsExactly("3");
    assertThat(Sql.column(source(), VALID)).containsExactly("place_name true");
  }

  @Test
  void apply_afterAKilledBuild_buildsAgain() throws Exception {
    withIndex("");
    try (Connection other = source().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("UPDATE place SET name = 'x' WHERE id = 1");
      CompletableFuture<List<String>> killed =
          CompletableFuture.supplyAsync(() -> files.migrations().apply(source()));
      awaitInvalidIndex(killed);
      Sql.run(
          source(),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%CONCURRENTLY place_name%'"
              + " AND pid <> pg_backend_pid() AND datname = current_database() AND wait_event_type = 'Lock'");
      assertThatThrownBy(killed::get).hasCauseInstanceOf(org.bilayer.failure.DataException.class);
      other.rollback();
    }
    assertThat(Sql.column(source(), VALID)).containsExactly("place_name false");

    assertThat(files.migrations().apply(source())).containsExactly("3");
    assertThat(Sql.column(source(), VALID)).containsExactly("place_name true");
  }

  private void awaitInvalidIndex(CompletableFuture<?> build) throws Exception {
    while (Sql.column(source(), VALID).isEmpty()) {
      if (build.isDone()) {
        build.get();
      }
      Thread.sleep(20);
    }
  }

  @Test
  void apply_whileAnotherInstanceHoldsTheLock_namesItsSession() throws SQLException {
    MigratedDatabase database = MigratedDatabase.look(source());
    try (var lock = MigrationLock.take(database, "flyway_schema_history", Duration.ofSeconds(1))) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(
              () -> files.migrations().waitingAtMost(Duration.ofSeconds(1)).apply(source()))
          .isInstanceOf(LockTimeoutException.class)
          .hasMessageStartingWith(
              "Another instance applies migrations, and did not end in the time allowed [allowed=PT1S]; "
                  + "nothing was changed. It is session ");
    }
  }

  @Test
  void apply_invalidIndexOfAnotherFile_isLeftAlone() {
    Sql.run(source(), "INSERT INTO place VALUES (3, 'same')");
    assertThatThrownBy(() ->
            Sql.run(source(), "CREATE UNIQUE INDEX CONCURRENTLY place_name_own ON place (name)"))
        .isInstanceOf(AssertionError.class);
    withIndex("");

    files.migrations().apply(source());

    assertThat(Sql.column(source(), VALID))
        .containsExactlyInAnyOrder("place_name true", "place_name_own false");
  }

  @Test
  void onlyIndex_filesOfManyKinds_isFoundWhereItStandsAlone() {
    assertThat(onlyIndex("create index concurrently if not exists s.\"A b\" on t (x)"))
        .contains("A b");
    assertThat(onlyIndex("/* ; */ CREATE UNIQUE INDEX CONCURRENTLY Ab ON t (x);"))
        .contains("ab");
    assertThat(onlyIndex("CREATE INDEX a ON t (x)")).isEmpty();
    assertThat(
            onlyIndex("CREATE INDEX CONCURRENTLY a ON t (x); CREATE INDEX CONCURRENTLY b ON t (y)"))
        .isEmpty();
    assertThat(onlyIndex("CREATE INDEX CONCURRENTLY a ON t (x); DELETE FROM t")).isEmpty();
  }

  private static java.util.Optional<String> onlyIndex(String sql) {
    return OnlineIndexes.onlyIndex(OnlineIndexes.statements(sql));
  }

  @Test
  void apply_onlineIndexBesideOtherStatements_isRefusedAndChangesNothing() {
    files.with(
        "V3__index.sql",
        "INSERT INTO place VALUES (3, 'x'); CREATE INDEX CONCURRENTLY place_name ON place (name);");

    assertThatThrownBy(() -> files.migrations().apply(source()))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining(
            "must hold that statement alone, with SET and RESET at most [file=V3__index.sql]; nothing was changed.");
    assertThat(Sql.column(source(), "SELECT count(*) FROM place")).containsExactly("2");
  }

  @Test
  void apply_onlineIndexWithoutAName_isRefusedAndChangesNothing() {
    files.with("V3__index.sql", "CREATE INDEX CONCURRENTLY ON place (name);");

    assertThatThrownBy(() -> files.migrations().apply(source()))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("must name the index [file=V3__index.sql]; nothing was changed.");
  }

  @Test
  void apply_uniqueIndexOfAVeryLongName_isMendedToo() {
    String name = "place_name_" + "n".repeat(70);
    files.with("V3__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON place (name);");
    Sql.run(source(), "UPDATE place SET name = 'same'");

    assertThatThrownBy(() -> files.migrations().apply(source()))
        .isInstanceOf(StorageFailureException.class);
    Sql.run(source(), "DELETE FROM place WHERE id > 1");
    files.migrations().apply(source());

    assertThat(
            Sql.column(
                source(),
                "SELECT count(*) FROM pg_index i WHERE NOT i.indisvalid AND i.indrelid = 'place'::regclass"))
        .containsExactly("0");
  }
}
