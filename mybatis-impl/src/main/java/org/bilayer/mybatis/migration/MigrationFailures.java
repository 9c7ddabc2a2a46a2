package org.bilayer.mybatis.migration;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.bilayer.failure.DataException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.connection.Failures;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/** Turns what Flyway throws into the failures of the data layer. The text of statements and drivers is not repeated. Immutable. */
final class MigrationFailures {

  private static final Deadline UNLIMITED = new Deadline(Optional.empty());

  private final MigratedDatabase database;
  private final String history;

  MigrationFailures(MigratedDatabase database, String history) {
    this.database = database;
    this.history = history;
  }

  /** What to do about a step that the history has as failed. */
  static String halfApplied(String step, String file, String history) {
    return "Migration " + step + " has failed, and a part of its statements may be applied [file="
        + file
        + "]. Undo that part by hand and remove the row of version " + step + " from the table "
        + history
        + ", so that the next start applies the whole file; or complete the file by hand and set the column success of the row"
        + " to true.";
  }

  /** The failure of what comes before the first statement of a step. */
  DataException beforeAnyEffect(FlywayException thrown) {
    String code = String.valueOf(thrown.getErrorCode());
    if (code.startsWith("DUPLICATE_")) {
      return new StorageFailureException(
          "Two migrations have the same number; nothing was changed. " + firstLines(thrown)
              + " Give one of them the next free number, the one that is not applied anywhere.",
          null);
    }
    SQLException error = sql(thrown);
    if (error != null) {
      return translated(error, "reading the history of migrations", "; nothing was changed");
    }
    return new StorageFailureException(
        "Flyway refuses to begin [schema=" + database.schema() + ", code=" + code
            + "]; nothing was changed. " + firstLines(thrown),
        thrown);
  }

  /** The failure of a step. */
  DataException ofMigration(FlywayException thrown, Flyway flyway, OnlineIndexes indexes) {
    SQLException error = sql(thrown);
    @Nullable MigrationInfo step = unfinished(flyway).orElse(null);
    if (step == null
        || (error == null && String.valueOf(thrown.getErrorCode()).startsWith("DUPLICATE_"))) {
      return beforeStep(thrown, error);
    }
    String name =
        step.getVersion() == null ? step.getDescription() : step.getVersion().getVersion();
    String facts = " [file=" + step.getScript() + line(thrown)
        + (error == null
            ? ""
            : ", sqlState=" + error.getSQLState() + ", code=" + error.getErrorCode())
        + "]";
    String text = "Migration " + name + " failed" + facts + ". " + left(name, step, indexes);
    return error == null
        ? new StorageFailureException(text + " Flyway says: " + firstLines(thrown), thrown)
        : classified(error, text);
  }

  private String left(String name, MigrationInfo step, OnlineIndexes indexes) {
    if (!step.getState().isFailed()) {
      return "Nothing of it is applied; earlier migrations stay. Correct the file and start again.";
    }
    return indexes.mends(step)
        ? "The index is left behind and invalid; earlier migrations stay. Remove the reason, such as duplicates under a unique"
            + " index, and start again: the next start drops the index and builds it again."
        : "Earlier migrations stay. " + halfApplied(name, step.getScript(), history);
  }

  private DataException beforeStep(FlywayException thrown, @Nullable SQLException error) {
    return error == null
        ? beforeAnyEffect(thrown)
        : classified(
            error,
            "The migrations stopped [schema=" + database.schema() + ", sqlState="
                + error.getSQLState() + ", code="
                + error.getErrorCode() + "]. Steps that the history " + history
                + " has are applied. Start again.");
  }

  private DataException classified(SQLException error, String text) {
    DataException kind =
        database.failures().of(error, Failures.Phase.STATEMENT, null, "migration", UNLIMITED);
    Throwable cause = database.failures().shown(error);
    if (kind instanceof UnavailableException) {
      return new UnavailableException(text, cause);
    }
    return kind instanceof LockTimeoutException
        ? new LockTimeoutException(text, cause)
        : new StorageFailureException(text, cause);
  }

  /** The failure of a step that was stopped because another transaction held it up. */
  DataException waitedTooLong(String sessions, DataException stopped) {
    return new LockTimeoutException(
        "A migration waited too long for other transactions and was stopped. It waited for "
            + sessions + ". End these transactions, or start again later. " + stopped.getMessage(),
        stopped.getCause());
  }

  private DataException translated(SQLException error, String what, String then) {
    DataException kind =
        database.failures().of(error, Failures.Phase.STATEMENT, null, what, UNLIMITED);
    return kind instanceof UnavailableException
        ? kind
        : new StorageFailureException(
            "The database refused or failed [during=" + what + ", sqlState=" + error.getSQLState()
                + ", code=" + error.getErrorCode() + "]" + then + ". See the cause.",
            database.failures().shown(error));
  }

  /** The failed step, or else the first that is not applied. */
  private static Optional<MigrationInfo> unfinished(Flyway flyway) {
    MigrationInfo[] all;
    try {
      all = flyway.info().all();
    } catch (FlywayException e) {
      return Optional.empty();
    }
    return Arrays.stream(all)
        .filter(each -> each.getState().isFailed())
        .findFirst()
        .or(() -> Arrays.stream(all)
            .filter(each -> each.getState().isResolved() && !each.getState().isApplied())
            .findFirst());
  }

  private static String line(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof FlywaySqlScriptException script) {
        return ", line=" + script.getLineNumber();
      }
    }
    return "";
  }

  private static @Nullable SQLException sql(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException error) {
        return error;
      }
    }
    return null;
  }

  /** What Flyway says of files and settings; it shows no rows. */
  private static String firstLines(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
