package org.bilayer.mybatis.migration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilayer.failure.DataException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.extensibility.Plugin;

/** One call of Flyway on one database. For one thread. */
final class FlywayRun {

  /*
   * Flyway checks and migrates. Around it come, in this order:
   *
   *   1. on PostgreSQL, a lock of our own, held by the session of an idle connection. An index that is invalid may be one that
   *      another instance builds right now; under the lock it is one that was left behind. Waiting for the lock asks again and
   *      again: a statement that waits would have a snapshot, for which the online index of the holder would wait;
   *   2. invalid indexes that unfinished steps left behind are dropped;
   *   3. the history is compared with the files, and every disagreement is reported, before any effect;
   *   4. Flyway migrates, while a watcher looks whom its sessions wait for.
   */

  private final MigratedDatabase database;
  private final FluentConfiguration configuration;
  private final Duration wait;
  private final MigrationFailures failures;

  FlywayRun(MigratedDatabase database, FluentConfiguration configuration, Duration wait) {
    this.database = database;
    this.configuration = configuration.dataSource(database.dataSource());
    this.wait = wait;
    this.failures = new MigrationFailures(database, configuration.getTable());
    if (database.isPostgreSql()) {
      lockBySession(configuration);
    }
  }

  /** By reflection, since the module for PostgreSQL is not there for applications on other databases. */
  @SuppressWarnings("deprecation") // the method of 11.7 that the later releases still have
  private static void lockBySession(FluentConfiguration configuration) {
    try {
      Class<? extends Plugin> type = Class.forName(
              "org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension",
              true,
              FluentConfiguration.class.getClassLoader())
          .asSubclass(Plugin.class);
      Plugin settings = configuration.getPluginRegister().getPlugin(type);
      type.getMethod("setTransactionalLock", boolean.class).invoke(settings, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Flyway cannot migrate PostgreSQL: its module is missing, or is of a release that this library does not know."
              + " Add org.flywaydb:flyway-database-postgresql in the version of flyway-core,"
              + " 11.7 or later.",
          e);
    }
  }

  List<String> versions() {
    return call(() -> versions(configuration.load()));
  }

  private static List<String> versions(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(each -> each.getVersion() != null && each.getState().isResolved())
        .map(each -> each.getVersion().getVersion())
        .distinct()
        .toList();
  }

  @SuppressWarnings("try") // the lock is held, and nothing else is done with it
  List<String> apply(Optional<String> last) {
    last.ifPresent(this::aim);
    return call(() -> {
      if (!database.isPostgreSql()) {
        return migrate(configuration.load());
      }
      try (var lock = MigrationLock.take(database, configuration.getTable(), wait);
          var sessions = new WatchedSessions(database, wait)) {
        var indexes = new OnlineIndexes(database, configuration);
        MigrationInfo[] steps = configuration.dataSource(sessions).load().info().all();
        if (indexes.check(steps)) {
          configuration.mixed(true);
        }
        indexes.mend(steps);
        return migrate(configuration.load(), sessions);
      }
    });
  }

  private void aim(String version) {
    List<String> known = versions();
    String normal = known.stream()
        .filter(each -> MigrationVersion.fromVersion(each).equals(version(version)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no migration of this version [version="
                + version + ", known=" + known + "]. Name one of the known versions."));
    configuration.target(normal);
  }

  private static MigrationVersion version(String text) {
    try {
      return MigrationVersion.fromVersion(text);
    } catch (FlywayException e) {
      return MigrationVersion.EMPTY;
    }
  }

  private List<String> migrate(Flyway flyway, WatchedSessions sessions) {
    try {
      return migrate(flyway);
    } catch (DataException e) {
      throw sessions
          .whoWasWaitedFor()
          .map(who -> failures.waitedTooLong(who, e))
          .orElse(e);
    }
  }

  private List<String> migrate(Flyway flyway) {
    MigrationInfo[] before = flyway.info().all();
    new HistoryCheck(database, configuration).check(flyway, before);
    try {
      MigrateResult result = flyway.migrate();
      return result.migrations.stream()
          .map(each -> each.version)
          .filter(each -> each != null && !each.isEmpty())
          .toList();
    } catch (FlywayException e) {
      throw failures.ofMigration(e, flyway, new OnlineIndexes(database, configuration));
    }
  }

  private interface Work<R> {
    R run();
  }

  private <R> R call(Work<R> work) {
    try {
      return work.run();
    } catch (FlywayException e) {
      throw failures.beforeAnyEffect(e);
    }
  }
}
