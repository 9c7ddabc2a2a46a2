package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ReportDatabases.class)
final class TestSchemaTest {

  private final PrintStream err = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** Schemas that are closed too soon are warned of; here they are meant. */
  @BeforeEach
  void holdWarnings() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void releaseErrorStream() {
    System.setErr(err);
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .allMatch(line -> line.contains("a schema was closed before its connections"));
  }

  static Stream<TestDatabase> databases() {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void newSchema_severalOpen_areEmptyAndSeparate(TestDatabase database) throws SQLException {
    try (TestSchema one = database.newSchema("one");
        TestSchema two = database.newSchema("two")) {
      Sql.run(one.dataSource(), "CREATE TABLE t (s VARCHAR(9))", "INSERT INTO t VALUES ('one')");
      Sql.run(two.dataSource(), "CREATE TABLE t (s VARCHAR(9))", "INSERT INTO t VALUES ('two')");
      try (Connection first = one.dataSource().getConnection();
          Connection second = two.dataSource().getConnection()) {
        assertThat(Sql.strings(first, "SELECT s FROM t")).containsExactly("one");
        assertThat(Sql.strings(second, "SELECT s FROM t")).containsExactly("two");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void newSchema_anyHint_makesAReadableName(TestDatabase database) {
    long pid = ProcessHandle.current().pid();
    try (TestSchema schema = database.newSchema("Orders; DROP \"`' größer")) {
      assertThat(schema.name()).matches("bilayer_orders_drop_gr_er_" + pid + "_\\d+");
    }
    try (TestSchema schema = database.newSchema("x".repeat(200))) {
      assertThat(schema.name()).matches("bilayer_x{30}_" + pid + "_\\d+");
    }
    try (TestSchema schema = database.newSchema("")) {
      assertThat(schema.name()).matches("bilayer_test_" + pid + "_\\d+");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void newSchema_connections_haveTheDefaultsOfDriverAndServer(TestDatabase database)
      throws SQLException {
    try (TestSchema schema = database.newSchema("defaults");
        Connection connection = schema.dataSource().getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(connection.getMetaData().getDefaultTransactionIsolation());
    }
  }

  @Test
  void newSchema_onMariaDb_storesEveryCharacter() throws SQLException {
    try (TestSchema schema = Databases.mariadb().newSchema("characters");
        Connection connection = schema.dataSource().getConnection()) {
      Sql.run(connection, "CREATE TABLE t (s VARCHAR(9))", "INSERT INTO t VALUES ('a😀')");
      assertThat(Sql.strings(connection, "SELECT s FROM t")).containsExactly("a😀");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void newSchema_manyThreads_giveEachItsOwn(TestDatabase database) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> use = () -> {
        try (TestSchema schema = database.newSchema("threads")) {
          Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)");
          return schema.name();
        }
      };
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        results.add(threads.submit(use));
      }
      Set<String> names = new HashSet<>();
      for (Future<String> result : results) {
        names.add(result.get());
      }
      assertThat(names).hasSize(24);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void close_ofSchema_refusesConnectionsAndMayBeRepeated(TestDatabase database) {
    TestSchema schema = database.newSchema("closed");
    schema.close();
    schema.close();
    assertThatThrownBy(() -> schema.dataSource().getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessage("Cannot connect: the schema was closed [schema=" + schema.name()
            + "]. Ask for a new schema.");
  }

  @Test
  void close_onServers_dropsOnlyThatSchema() throws SQLException {
    assertDropsOnlyItself(Databases.postgresql(), Sql.POSTGRESQL);
    assertDropsOnlyItself(Databases.mariadb(), Sql.MARIADB);
  }

  private static void assertDropsOnlyItself(TestDatabase database, ServerAddress server)
      throws SQLException {
    String stranger = "bilayer_left_by_nobody_1_" + ProcessHandle.current().pid();
    try (Connection connection = server.connect();
        TestSchema neighbour = database.newSchema("neighbour")) {
      Sql.run(connection, "CREATE SCHEMA " + stranger);
      try {
        TestSchema schema = database.newSchema("gone");
        assertThat(Sql.schemas(server)).contains(schema.name(), neighbour.name(), stranger);
        schema.close();
        assertThat(Sql.schemas(server))
            .contains(neighbour.name(), stranger)
            .doesNotContain(schema.name());
      } finally {
        Sql.run(connection, "DROP SCHEMA " + stranger);
      }
    }
  }

  @Test
  void close_onH2_forgetsTheData() throws SQLException {
    TestSchema schema = Databases.h2().newSchema("gone");
    Sql.run(schema.dataSource(), "CREATE TABLE t (i INT)");
    schema.close();
    ServerAddress same = new ServerAddress(new JdbcUrl("jdbc:h2:mem:" + schema.name()), null, null);
    try (Connection connection = same.connect()) {
      assertThat(Sql.strings(
              connection,
              "SELECT table_name FROM information_schema.tables WHERE table_name = 'T'"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  @Timeout(30)
  void close_connectionInTransaction_endsItAndDrops(TestDatabase database) throws SQLException {
    TestSchema schema = database.newSchema("open");
    Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)");
    Connection open = schema.dataSource().getConnection();
    open.setAutoCommit(false);
    Sql.run(open, "INSERT INTO t VALUES (1)");

    schema.close();

    assertThat(open.isClosed()).isTrue();
    assertThat(allSchemas(database)).doesNotContain(schema.name());
  }

  @ParameterizedTest
  @MethodSource("databases")
  @Timeout(30)
  void close_connectionWaitingForALock_endsItAndDrops(TestDatabase database) throws Exception {
    TestSchema schema = database.newSchema("waiting");
    Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    Connection holder = schema.dataSource().getConnection();
    holder.setAutoCommit(false);
    Sql.run(holder, "UPDATE t SET i = 2");
    Connection waiter = schema.dataSource().getConnection();
    CompletableFuture<Void> update = runAsync(waiter, "UPDATE t SET i = 3");
    Thread.sleep(200);
    schema.close();
    assertThat(allSchemas(database)).doesNotContain(schema.name());
    // The holder's end may have given it the lock for a moment, but it waits no more.
    assertThat(update.handle((done, failure) -> "over").get(5, TimeUnit.SECONDS))
        .isEqualTo("over");
    assertThat(waiter.isClosed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"postgresql, pg_sleep(25)", "mariadb, SLEEP(25)"})
  @Timeout(30)
  void close_connectionInALongQuery_endsItAndDrops(String name, String sleep) throws Exception {
    TestDatabase database = name.equals("mariadb") ? Databases.mariadb() : Databases.postgresql();
    TestSchema schema = database.newSchema("busy");
    Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)");
    Connection busy = schema.dataSource().getConnection();
    busy.setAutoCommit(false);
    Sql.run(busy, "INSERT INTO t VALUES (1)");
    CompletableFuture<Void> query = runAsync(busy, "SELECT " + sleep);
    Thread.sleep(200);

    long start = System.nanoTime();
    schema.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    assertThat(allSchemas(database)).doesNotContain(schema.name());
    assertThat(query.handle((done, failure) -> "over").get(5, TimeUnit.SECONDS)).isEqualTo("over");
  }

  @Test
  void getConnection_asAnotherUser_isRefused() {
    try (TestSchema schema = Databases.h2().newSchema("user")) {
      assertThatThrownBy(() -> schema.dataSource().getConnection("somebody", "s3cret"))
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("user=somebody")
          .hasMessageNotContaining("s3cret");
    }
  }

  private static CompletableFuture<Void> runAsync(Connection connection, String sql) {
    return CompletableFuture.runAsync(() -> {
      try {
        Sql.run(connection, sql);
      } catch (SQLException e) {
        throw new CompletionException(e);
      }
    });
  }

  private static List<String> allSchemas(TestDatabase database) throws SQLException {
    return switch (database.name()) {
      case "postgresql" -> Sql.schemas(Sql.POSTGRESQL);
      case "mariadb" -> Sql.schemas(Sql.MARIADB);
      default -> List.of();
    };
  }
}
