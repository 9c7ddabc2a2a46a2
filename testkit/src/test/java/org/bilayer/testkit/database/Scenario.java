package org.bilayer.testkit.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** What a JVM of its own does in {@link SeparateJvmTest}; it prints lines for the test to read. */
final class Scenario {

  private Scenario() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "forget" -> forget();
      case "many" -> many();
      case "start-and-wait" -> startAndWait();
      case "availability" -> availability();
      case "require-twice" -> requireTwice();
      case "junit" -> junit();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Leaves a schema of each server open, one with a connection in a transaction. */
  private static void forget() throws SQLException {
    for (TestDatabase database : List.of(Databases.postgresql(), Databases.mariadb())) {
      TestSchema schema = database.newSchema("forgotten");
      Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)");
      Connection open = schema.dataSource().getConnection();
      open.setAutoCommit(false);
      Sql.run(open, "INSERT INTO t VALUES (1)");
      System.out.println("schema " + schema.name());
    }
  }

  /** Makes and drops schemas as fast as it can. */
  private static void many() throws SQLException {
    for (int i = 0; i < 15; i++) {
      for (TestDatabase database : List.of(Databases.postgresql(), Databases.mariadb())) {
        try (TestSchema schema = database.newSchema("many")) {
          Sql.run(schema.dataSource(), "CREATE TABLE t (i INT PRIMARY KEY)");
          System.out.println("schema " + schema.name());
        }
      }
    }
  }

  /** Starts servers of its own and waits to be killed. */
  private static void startAndWait() throws Exception {
    for (ServerSource source : List.of(new LocalPostgres(), new LocalMariaDb())) {
      System.out.println(
          "port " + source.find().address().url().value().replaceAll(".*:(\\d+)/.*", "$1"));
    }
    System.out.println("ready");
    Thread.sleep(60_000);
  }

  private static void availability() {
    Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb())
        .forEach(database -> System.out.println(database.name() + " " + database.availability()));
  }

  private static void requireTwice() {
    for (int i = 0; i < 2; i++) {
      try {
        Databases.h2().require();
      } catch (TestAbortedException e) {
        System.out.println("aborted");
      }
    }
  }

  private static void junit() throws IOException {
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(SampleCases.class))
            .configurationParameters(Map.of("junit.platform.output.capture.stdout", "false"))
            .build());
    System.out.println("end of run");
  }

  /** Not found by its name, only by {@link #junit()}. */
  @ExtendWith(ReportDatabases.class)
  static final class SampleCases {
    @Test
    void h2_inUse_runs() {
      Databases.h2().newSchema("sample").close();
    }

    @Test
    void postgresql_inUse_runs() {
      Databases.postgresql().newSchema("sample").close();
    }
  }
}
