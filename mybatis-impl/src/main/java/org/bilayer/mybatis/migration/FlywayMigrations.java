package org.bilayer.mybatis.migration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The migrations of an application, run by Flyway: {@code org.flywaydb:flyway-core} from 11.7 on, with {@code
 * flyway-database-postgresql} or {@code flyway-mysql} for those databases. Files are plain SQL, named such as {@code
 * V3__add_status.sql}.
 *
 * <pre>{@code
 * Migrations migrations = FlywayMigrations.of("classpath:db/migration/{database}");
 * DataLayer layer = MyBatisDataLayer.builder(MODEL).dataSource(pool).migrations(migrations).open();
 * }</pre>
 *
 * <p>On PostgreSQL the lock of Flyway is held by a session and not by a transaction, so that {@code CREATE INDEX CONCURRENTLY} does
 * not wait for Flyway itself. A failed or killed build of such an index is mended: the next call drops the invalid index and
 * builds again, if the file holds that one statement and at most {@code SET} and {@code RESET} beside it.
 *
 * <p>A call takes up to four connections of the data source at the same time. The session of each must last for the call, so that a
 * pooler that lends a server connection for one transaction cannot be between. Immutable; thread-safe.
 */
public final class FlywayMigrations implements Migrations {

  private static final Duration WAIT = Duration.ofMinutes(10);

  private final Configuration configuration;
  private final Optional<String> baseline;
  private final Duration wait;

  private FlywayMigrations(Configuration configuration, Optional<String> baseline, Duration wait) {
    this.configuration = configuration;
    this.baseline = baseline;
    this.wait = wait;
  }

  /**
   * The migrations in these places.
   *
   * @param locations as Flyway writes them, such as {@code classpath:db/migration} or {@code filesystem:/opt/app/sql}; {@code
   *     {database}} in one stands for {@code h2}, {@code postgresql} or {@code mariadb}. A place that is missing is a failure of
   *     the calls.
   * @throws IllegalArgumentException if there is no location
   */
  public static FlywayMigrations of(String... locations) {
    if (locations.length == 0) {
      throw new IllegalArgumentException(
          "Migrations need a location. Give one, such as \"classpath:db/migration\".");
    }
    return of(configured(locations));
  }

  private static Configuration configured(String... locations) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    FluentConfiguration configuration =
        loader == null ? Flyway.configure() : Flyway.configure(loader);
    return configuration.locations(locations).failOnMissingLocations(true);
  }

  /**
   * The migrations of an application's own Flyway. Its data source is not used. The lock on PostgreSQL, the retries of the lock
   * and the target are set as this class needs them; later changes of the configuration may have an effect or not.
   */
  @SuppressWarnings("exports") // who calls it has Flyway; the others compile without it
  public static FlywayMigrations of(Configuration configuration) {
    return new FlywayMigrations(configuration, Optional.empty(), WAIT);
  }

  /**
   * For a database that has tables already and no history: takes the steps up to a version as applied. Without effect where there is
   * a history, or no table.
   */
  public FlywayMigrations withBaseline(String version) {
    return new FlywayMigrations(configuration, Optional.of(version), wait);
  }

  /**
   * How long a call waits at most, first for another instance that applies migrations, and on PostgreSQL then for a transaction that
   * holds a step up; without this, ten minutes. Not a limit of the work of a step.
   *
   * @throws IllegalArgumentException if it is shorter than a second
   */
  public FlywayMigrations waitingAtMost(Duration limit) {
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "The time to wait must be at least a second [limit=" + limit + "].");
    }
    return new FlywayMigrations(configuration, baseline, limit);
  }

  @Override
  public List<String> versions(DataSource database) {
    return run(database).versions();
  }

  @Override
  public List<String> apply(DataSource database) {
    return run(database).apply(Optional.empty());
  }

  @Override
  public List<String> applyTo(DataSource database, String version) {
    return run(database).apply(Optional.of(version));
  }

  @Override
  public Set<String> ownTables() {
    return Set.of(configuration.getTable());
  }

  private FlywayRun run(DataSource database) {
    MigratedDatabase target = MigratedDatabase.look(database);
    var copy = new FluentConfiguration(configuration.getClassLoader())
        .configuration(configuration)
        .locations(Arrays.stream(configuration.getLocations())
            .map(each -> each.getDescriptor().replace("{database}", target.name()))
            .toArray(String[]::new))
        .lockRetryCount((int) Math.min(Integer.MAX_VALUE, wait.toSeconds()));
    baseline.ifPresent(version -> copy.baselineOnMigrate(true).baselineVersion(version));
    return new FlywayRun(target, copy, wait);
  }
}
