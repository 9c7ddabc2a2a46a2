package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.testkit.database.Availability.Available;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that are started, as on a machine where the standard ports are closed. Each takes about a
 * second.
 */
final class StartedServerTest {

  private static final PortProbe ALL_CLOSED = port -> false;

  static Stream<ServerSource> sources() {
    return Stream.of(new ZonkyPostgres(), new LocalPostgres(), new LocalMariaDb());
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void require_standardPortClosed_startsAServer(DatabaseProduct product) throws Exception {
    DatabaseSettings none = new DatabaseSettings(name -> null, name -> null);
    ServerSearch search =
        new ServerSearch(product, none, ServerSource.of(product, none, ALL_CLOSED));
    LazyDatabase database = new LazyDatabase(product, none, search, notice -> {
      throw new AssertionError(notice);
    });

    try (TestSchema schema = database.newSchema("started");
        Connection connection = schema.dataSource().getConnection()) {
      assertThat(connection.getMetaData().getURL()).doesNotContain(":5432", ":3306");
      Sql.run(connection, "CREATE TABLE t (i INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      assertThat(Sql.strings(connection, "SELECT i FROM t")).containsExactly("1");
    }
    assertThat(database.availability())
        .isInstanceOfSatisfying(
            Available.class,
            found ->
                assertThat(found.origin()).startsWith("started for these tests at 127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void find_eachWayToStart_givesAServerWithADatabaseForTests(ServerSource source) throws Exception {
    long start = System.nanoTime();
    ServerSource.Server server = source.find();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(server.temporary()).isTrue();
    try (Connection connection = server.address().connect()) {
      assertThat(connection.getMetaData().getURL()).contains("/test");
      assertThat(connection.getMetaData().getDefaultTransactionIsolation()).isPositive();
    }
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void find_localPostgresAsRoot_saysAsWhichUserItRuns() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root needs another user");
    assertThat(new LocalPostgres().find().origin())
        .contains("as user postgres, since it refuses to run as root");
  }

  @Test
  void stop_runningServer_endsItAndDeletesItsFiles() throws Exception {
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.POSTGRESQL);
    ServerProcess process =
        ServerProcess.start(directory, List.of(), "KILL", List.of("/bin/sleep", "3600"));
    Path log = directory.resolve("server.log");
    for (int i = 0; i < 500 && !Files.exists(log); i++) {
      Thread.sleep(10);
    }
    process.stop();
    process.stop();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void awaitReady_serverEndsAtOnce_failsWithItsLogAndLeavesNothing() throws Exception {
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.MARIADB);
    ServerProcess process = ServerProcess.start(
        directory, List.of(), "KILL", List.of("/bin/sh", "-c", "echo no such thing; exit 3"));
    ServerAddress nobody = new ServerAddress(
        new JdbcUrl("jdbc:mariadb://127.0.0.1:" + PortProbe.freePort() + "/test?sslMode=disable"),
        "root",
        "");

    assertThatExceptionOfType(ServerNotFoundException.class)
        .isThrownBy(() -> process.awaitReady(nobody))
        .withMessageStartingWith("it ended at once [log=no such thing");
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void awaitReady_interrupted_endsTheServerFirst() throws Exception {
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.MARIADB);
    ServerProcess process =
        ServerProcess.start(directory, List.of(), "KILL", List.of("/bin/sleep", "3600"));
    ServerAddress nobody = new ServerAddress(
        new JdbcUrl("jdbc:mariadb://127.0.0.1:" + PortProbe.freePort() + "/test?sslMode=disable"),
        "root",
        "");

    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(ServerNotFoundException.class)
          .isThrownBy(() -> process.awaitReady(nobody))
          .withMessageStartingWith("interrupted while it started");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void run_programFails_saysExitAndOutput() throws Exception {
    ServerDirectory directory = ServerDirectory.create(DatabaseProduct.MARIADB);
    try {
      assertThatExceptionOfType(ServerNotFoundException.class)
          .isThrownBy(
              () -> directory.run("it", List.of("/bin/sh", "-c", "echo one; echo two; exit 3")))
          .withMessage("it failed [exit=3, output=one | two]");
    } finally {
      directory.delete();
    }
    assertThat(directory.path()).doesNotExist();
  }
}
