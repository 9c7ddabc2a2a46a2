package org.bilayer.mybatis.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.connection.Failures;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.ValidateOutput;

/** Compares the history of a database with the files, before any effect. For one thread. */
final class HistoryCheck {

  /** The tables of other tools, in lower case. */
  private static final Map<String, String> OTHERS = Map.of(
      "databasechangelog", "Liquibase",
      "changelog", "MyBatis Migrations",
      "schema_version", "Flyway before release 5",
      "schema_migrations", "another runner",
      "_prisma_migrations", "Prisma",
      "alembic_version", "Alembic");

  private final MigratedDatabase database;
  private final Configuration configuration;

  HistoryCheck(MigratedDatabase database, Configuration configuration) {
    this.database = database;
    this.configuration = configuration;
  }

  /** Refuses with everything that does not fit. */
  void check(Flyway flyway, MigrationInfo[] steps) {
    if (Arrays.stream(steps).allMatch(each -> each.getInstalledRank() == null)) {
      refuseForeignTables();
    }
    var wrong = new ArrayList<String>();
    for (MigrationInfo step : steps) {
      if (step.getState() == MigrationState.IGNORED) {
        wrong.add("The file " + step.getScript()
            + " is not applied, and the database has a later version already. Give the "
            + "file a number above " + newest(steps) + ".");
      }
    }
    for (ValidateOutput each : flyway.validateWithResult().invalidMigrations) {
      problem(each, steps).ifPresent(wrong::add);
    }
    if (!wrong.isEmpty()) {
      throw new StorageFailureException(
          "The migrations do not fit the history of the database [schema=" + database.schema()
              + ", history=" + configuration.getTable() + "]; nothing was changed:\n  "
              + String.join("\n  ", wrong),
          null);
    }
  }

  private static String newest(MigrationInfo[] steps) {
    return Arrays.stream(steps)
        .filter(each -> each.getInstalledRank() != null)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(java.util.Comparator.naturalOrder())
        .map(Object::toString)
        .orElse("0");
  }

  private Optional<String> problem(ValidateOutput found, MigrationInfo[] steps) {
    String version = found.version == null ? "" : found.version;
    String step = version.isEmpty() ? "\"" + found.description + "\"" : version;
    return switch (String.valueOf(found.errorDetails.errorCode)) {
      case "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED",
          "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED",
          "OUTDATED_REPEATABLE_MIGRATION" -> Optional.empty();
      case "CHECKSUM_MISMATCH" ->
        Optional.of("The file of migration " + step + " was edited after it was applied [file="
            + script(version, steps)
            + "]. Restore the file, and put the change into a new one with a higher number.");
      case "DESCRIPTION_MISMATCH", "TYPE_MISMATCH" ->
        Optional.of("The file of migration " + step
            + " was renamed, or is of another kind than the applied one [file="
            + script(version, steps)
            + "]. Restore its name; a new migration needs a number of its own.");
      case "FAILED_VERSIONED_MIGRATION", "FAILED_REPEATABLE_MIGRATION" ->
        Optional.of(
            MigrationFailures.halfApplied(step, script(version, steps), configuration.getTable()));
      case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED",
          "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED" ->
        Optional.of("Migration " + step
            + " was applied and its file is missing. Restore the file from the history of the "
            + "sources, or correct the location.");
      default ->
        Optional.of(
            "Migration " + step + " is refused by Flyway: " + found.errorDetails.errorCode + ".");
    };
  }

  private static String script(String version, MigrationInfo[] steps) {
    return Arrays.stream(steps)
        .filter(
            each -> each.getVersion() != null && each.getVersion().getVersion().equals(version))
        .map(MigrationInfo::getScript)
        .findFirst()
        .orElse("unknown");
  }

  /** A database without a history must be empty, unless a baseline was given. */
  private void refuseForeignTables() {
    String schema = Optional.ofNullable(configuration.getDefaultSchema()).orElse(database.schema());
    List<String> tables = tables(schema);
    String history = configuration.getTable();
    if (tables.isEmpty()
        || tables.stream().anyMatch(history::equalsIgnoreCase)
        || configuration.isBaselineOnMigrate()) {
      return;
    }
    String facts =
        " [schema=" + schema + ", tables=" + tables.size() + ", for example " + tables.get(0) + "]";
    for (String table : tables) {
      String tool = OTHERS.get(table.toLowerCase(Locale.ROOT));
      if (tool != null) {
        throw new StorageFailureException(
            "The database has the history of " + tool + " in the table " + table + facts
                + "; nothing was changed. Go on with that tool, or apply its last step and then name, with withBaseline(version),"
                + " the version up to which the tables are made.",
            null);
      }
    }
    throw new StorageFailureException(
        "The database has tables and no history of migrations" + facts
            + "; nothing was changed. If the tables are those of an earlier version, name it with withBaseline(version);"
            + " otherwise use an empty schema.",
        null);
  }

  private List<String> tables(String schema) {
    boolean isCatalog = database.name().equals("mariadb");
    try (Connection connection = database.connect();
        ResultSet rows = connection
            .getMetaData()
            .getTables(isCatalog ? schema : null, isCatalog ? null : schema, "%", null)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        String type = String.valueOf(rows.getString("TABLE_TYPE"));
        // The metadata take the name of a schema as a pattern.
        boolean isHere = isCatalog || schema.equals(rows.getString("TABLE_SCHEM"));
        if (isHere && type.endsWith("TABLE") && !type.startsWith("SYSTEM")) {
          names.add(String.valueOf(rows.getString("TABLE_NAME")));
        }
      }
      return names;
    } catch (SQLException e) {
      throw Failures.whileAsking(e, "The database could not be asked for its tables");
    }
  }
}
