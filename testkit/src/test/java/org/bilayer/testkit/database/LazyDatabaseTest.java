package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bilayer.testkit.database.Availability.Attempt;
import org.bilayer.testkit.database.Availability.Available;
import org.bilayer.testkit.database.Availability.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

final class LazyDatabaseTest {

  private final List<String> notices = new ArrayList<>();

  @Test
  void availability_serverListening_saysVersionsAndPlace() {
    assertThat(database(DatabaseProduct.POSTGRESQL, Map.of()).availability())
        .isInstanceOfSatisfying(Available.class, found -> {
          assertThat(found.product()).isEqualTo("PostgreSQL");
          assertThat(found.version()).matches("\\d+\\.\\d+");
          assertThat(found.driverVersion()).matches("\\d+\\.\\d+\\.\\d+");
          assertThat(found.origin()).isEqualTo("found at 127.0.0.1:5432");
        });
    assertThat(database(DatabaseProduct.MARIADB, Map.of()).availability())
        .isInstanceOfSatisfying(Available.class, found -> {
          assertThat(found.product()).isEqualTo("MariaDB");
          assertThat(found.version()).matches("\\d+\\.\\d+\\.\\d+.*");
          assertThat(found.origin()).isEqualTo("found at 127.0.0.1:3306");
        });
  }

  @Test
  void availability_concurrentFirstCalls_lookOnce() throws Exception {
    ServerSource slow = mock();
    when(slow.find()).thenAnswer(call -> {
      Thread.sleep(100);
      throw new ServerNotFoundException("none");
    });
    LazyDatabase database = new LazyDatabase(
        DatabaseProduct.POSTGRESQL,
        settings(Map.of()),
        new ServerSearch(DatabaseProduct.POSTGRESQL, settings(Map.of()), List.of(slow)),
        notices::add);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Availability>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(database::availability));
      }
      for (Future<Availability> answer : answers) {
        assertThat(answer.get()).isSameAs(database.availability());
      }
    } finally {
      threads.shutdownNow();
    }
    verify(slow).find();
  }

  @Test
  void availability_severalPlaces_takesTheFirstThatAnswers() throws ServerNotFoundException {
    ServerSource refused = mock();
    when(refused.find())
        .thenReturn(new ServerSource.Server(closedPort("?password=s3cret"), "unused", false));
    ServerSource later = mock();
    LazyDatabase database = database(
        DatabaseProduct.POSTGRESQL,
        Map.of(),
        List.of(
            failing("first"),
            refused,
            new ListeningServer(DatabaseProduct.POSTGRESQL, 5432, "postgres", PortProbe.tcp()),
            later));
    assertThat(database.require().availability().isAvailable()).isTrue();
    verifyNoInteractions(later);
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void availability_urlGiven_wins(DatabaseProduct product) {
    ServerAddress service = product == DatabaseProduct.POSTGRESQL ? Sql.POSTGRESQL : Sql.MARIADB;
    LazyDatabase database = database(
        product,
        Map.of(
            product.property("url"),
            service.url().value()
                + (service.url().value().contains("?") ? "&" : "?")
                + "password=ignored",
            product.property("user"),
            String.valueOf(service.user())),
        List.of(failing("elsewhere")));
    // MariaDB's root has an empty password there, so any other is refused; PostgreSQL trusts.
    if (product == DatabaseProduct.POSTGRESQL) {
      assertThat(database.availability())
          .isInstanceOfSatisfying(
              Available.class,
              found -> assertThat(found.origin())
                  .isEqualTo("given by system property bilayer.postgresql.url as "
                      + "jdbc:postgresql://127.0.0.1:5432/test?password=***"));
    } else {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(database::require)
          .withMessageContaining("Access denied")
          .withMessageNotContaining("ignored");
    }
  }

  @Test
  void availability_urlGivenByVariable_isUsed() {
    DatabaseSettings settings = new DatabaseSettings(
        name -> null,
        Map.of(
                "BILAYER_MARIADB_URL",
                "jdbc:mariadb://127.0.0.1:3306/test?user=root&sslMode=disable")::get);
    LazyDatabase database = new LazyDatabase(
        DatabaseProduct.MARIADB,
        settings,
        new ServerSearch(DatabaseProduct.MARIADB, settings, List.of()),
        notices::add);
    assertThat(database.availability())
        .isInstanceOfSatisfying(
            Available.class,
            found -> assertThat(found.origin())
                .isEqualTo("given by environment variable BILAYER_MARIADB_URL as "
                    + "jdbc:mariadb://127.0.0.1:3306/test?user=root&sslMode=disable"));
    try (TestSchema schema = database.newSchema("given")) {
      assertThat(schema.name()).startsWith("bilayer_given_");
    }
  }

  @Test
  void require_urlGivenAndWrong_failsWithoutFallbackAndWithoutPassword() {
    String url = closedPort("?user=me&password=s3cret").url().value();
    LazyDatabase database = database(
        DatabaseProduct.POSTGRESQL,
        Map.of("bilayer.postgresql.url", url),
        ServerSource.of(DatabaseProduct.POSTGRESQL, settings(Map.of()), PortProbe.tcp()));

    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(database::require)
        .withMessageStartingWith("Cannot use a required database"
            + " [database=postgresql, because=its URL is given].\n"
            + "Tried, in this order:\n  1. " + url.replace("s3cret", "***")
            + ", given by system property bilayer.postgresql.url: cannot connect: ")
        .withMessageContaining("SQLState 08001")
        .withMessageEndingWith("remove the setting to search for a server.")
        .withMessageNotContaining("s3cret")
        .withNoCause()
        .satisfies(failure -> {
          assertThat(failure.database()).isEqualTo("postgresql");
          assertThat(failure.tried()).hasSize(1);
        });
    assertThat(notices).isEmpty();
  }

  @Test
  void require_urlOfNoDriver_failsWithoutPassword() {
    LazyDatabase database = database(
        DatabaseProduct.MARIADB,
        Map.of("bilayer.mariadb.url", "jdbc:nothing://h/d?password=s3cret"));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(database::require)
        .withMessageContaining("jdbc:nothing://h/d?password=***")
        .withMessageContaining("No suitable driver")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void require_urlOfAnotherProduct_fails() {
    LazyDatabase database =
        database(DatabaseProduct.MARIADB, Map.of("bilayer.mariadb.url", "jdbc:h2:mem:"));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(database::require)
        .withMessageContaining("another product [expected=MariaDB, found=H2]");
  }

  @Test
  void require_optionalAndUnavailable_abortsWithOneNotice() {
    LazyDatabase database = database(
        DatabaseProduct.MARIADB,
        Map.of(DatabaseSettings.REQUIRED, "h2"),
        List.of(failing("first"), failing("second")));

    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(database::require)
        .withMessageContaining("mariadb is not available")
        .withMessageContaining("second: none there");
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> database.newSchema("any"));

    assertThat(notices)
        .singleElement()
        .asString()
        .contains("mariadb is not available. Its tests are SKIPPED in this JVM.")
        .contains("1. a URL given by the user: neither system property bilayer.mariadb.url"
            + " nor environment variable BILAYER_MARIADB_URL is set\n"
            + "  2. first: none there\n"
            + "  3. second: none there\n")
        .contains(
            "-Dbilayer.mariadb.url=jdbc:mariadb://HOST:PORT/DATABASE?user=USER&password=PASSWORD")
        .contains("set -Dbilayer.databases.required=mariadb (or BILAYER_DATABASES_REQUIRED)");
    assertThat(database.report())
        .contains("bilayer-testkit: mariadb did not run: it is not available");
  }

  @Test
  void require_requiredAndUnavailable_failsWithEverythingTried() {
    LazyDatabase database = database(
        DatabaseProduct.MARIADB,
        Map.of(DatabaseSettings.REQUIRED, "mariadb"),
        List.of(failing("only")));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> database.newSchema("any"))
        .withMessageContaining("because=required by system property bilayer.databases.required]")
        .satisfies(failure -> assertThat(failure.tried())
            .extracting(Attempt::source)
            .containsExactly("a URL given by the user", "only"));
    assertThat(notices).isEmpty();
  }

  @Test
  void require_unknownNameInTheList_failsForAvailableDatabasesToo() {
    LazyDatabase database =
        database(DatabaseProduct.H2, Map.of(DatabaseSettings.REQUIRED, "maria"));
    assertThatIllegalArgumentException()
        .isThrownBy(database::require)
        .withMessageContaining("name=maria");
  }

  @Test
  void availability_portClosed_saysSo() {
    ListeningServer nobody =
        new ListeningServer(DatabaseProduct.MARIADB, 3306, "root", port -> false);
    LazyDatabase database = database(DatabaseProduct.MARIADB, Map.of(), List.of(nobody));
    assertThat(database.availability())
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable -> assertThat(unavailable.tried())
                .last()
                .hasToString(
                    "a server at jdbc:mariadb://127.0.0.1:3306/test?sslMode=disable as root:"
                        + " no server listens at this port"));
  }

  @Test
  void newSchema_nameTaken_takesTheNextAndLeavesTheOther() throws SQLException {
    LazyDatabase database = database(DatabaseProduct.POSTGRESQL, Map.of());
    String last;
    try (TestSchema probe = database.newSchema("taken")) {
      last = probe.name();
    }
    int next = Integer.parseInt(last.substring(last.lastIndexOf('_') + 1)) + 1;
    String taken = last.substring(0, last.lastIndexOf('_') + 1) + next;
    try (Connection connection = Sql.POSTGRESQL.connect()) {
      Sql.run(connection, "CREATE SCHEMA " + taken);
      try (TestSchema schema = database.newSchema("taken")) {
        assertThat(schema.name()).isNotEqualTo(taken);
      }
      assertThat(Sql.schemas(Sql.POSTGRESQL)).contains(taken);
      Sql.run(connection, "DROP SCHEMA " + taken);
    }
  }

  @Test
  void newSchema_userMayNotCreate_failsAndSaysWhatToDo() throws SQLException {
    String user = "bilayer_no_rights_" + ProcessHandle.current().pid();
    try (Connection connection = Sql.POSTGRESQL.connect()) {
      Sql.run(connection, "CREATE ROLE " + user + " LOGIN");
      try {
        LazyDatabase database = database(
            DatabaseProduct.POSTGRESQL,
            Map.of("bilayer.postgresql.url", "jdbc:postgresql://127.0.0.1:5432/test?user=" + user));
        assertThatIllegalStateException()
            .isThrownBy(() -> database.newSchema("refused"))
            .withMessageContaining(
                "Cannot create a schema for a test [database=postgresql, schema=bilayer_refused_")
            .withMessageContaining("permission denied")
            .withMessageEndingWith("Check that this user may create schemas there.");
      } finally {
        Sql.run(connection, "DROP ROLE " + user);
      }
    }
  }

  @Test
  void report_beforeAnyUse_isEmptyAndLooksForNothing() {
    ServerSource place = mock();
    assertThat(database(DatabaseProduct.H2, Map.of(), List.of(place)).report()).isEmpty();
    verifyNoInteractions(place);
  }

  @Test
  void report_afterUse_isOneLine() {
    LazyDatabase database = database(DatabaseProduct.POSTGRESQL, Map.of());
    database.require();
    assertThat(database.report().orElseThrow())
        .matches("bilayer-testkit: postgresql [\\d.]+ \\(driver [\\d.]+\\)"
            + " found at 127\\.0\\.0\\.1:5432");
  }

  private LazyDatabase database(DatabaseProduct product, Map<String, String> properties) {
    return database(
        product, properties, ServerSource.of(product, settings(properties), PortProbe.tcp()));
  }

  private LazyDatabase database(
      DatabaseProduct product, Map<String, String> properties, List<ServerSource> places) {
    DatabaseSettings settings = settings(properties);
    return new LazyDatabase(
        product, settings, new ServerSearch(product, settings, places), notices::add);
  }

  private static DatabaseSettings settings(Map<String, String> properties) {
    return new DatabaseSettings(properties::get, name -> null);
  }

  private static ServerAddress closedPort(String parameters) {
    try {
      int port = PortProbe.freePort();
      return new ServerAddress(
          new JdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/test" + parameters), null, null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSource failing(String description) {
    ServerSource place = mock();
    when(place.description()).thenReturn(description);
    try {
      when(place.find()).thenThrow(new ServerNotFoundException("none there"));
    } catch (ServerNotFoundException e) {
      throw new AssertionError(e);
    }
    return place;
  }
}
