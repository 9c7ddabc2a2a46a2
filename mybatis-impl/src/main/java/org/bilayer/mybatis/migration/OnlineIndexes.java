package org.bilayer.mybatis.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.internal.connection.Failures;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of PostgreSQL that build an index online. Where such a build has failed or was killed, an index is left that is invalid,
 * that every write keeps up to date and that no query uses. For one thread, which holds the lock of the migrations.
 */
final class OnlineIndexes {

  private static final Logger LOG = LoggerFactory.getLogger(OnlineIndexes.class);

  private static final Pattern BUILD = Pattern.compile(
      "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
          + "(?:(?:\"(?:[^\"]|\"\")+\"|\\w+)\\s*\\.\\s*)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s+ON\\b.*",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern WITHOUT_NAME = Pattern.compile(
      "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+ON\\b.*",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern HARMLESS =
      Pattern.compile("(?:SET|RESET)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String INVALID =
      "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND n.nspname = ?"
          // PostgreSQL cuts a name to 63 bytes, as the cast does.
          + " AND c.relname = CAST(? AS name)";

  private final MigratedDatabase database;
  private final Configuration configuration;
  private final String schema;

  OnlineIndexes(MigratedDatabase database, Configuration configuration) {
    this.database = database;
    this.configuration = configuration;
    this.schema = Optional.ofNullable(configuration.getDefaultSchema()).orElse(database.schema());
  }

  /**
   * Refuses a file that builds an index online beside other statements: nothing of it could be rolled back.
   *
   * @return whether a step sets something for the time of the build, which Flyway calls a mixed file
   */
  boolean check(MigrationInfo[] steps) {
    boolean sets = false;
    for (MigrationInfo step : steps) {
      if (!isUnfinished(step)) {
        continue;
      }
      List<String> statements =
          text(step.getScript()).map(OnlineIndexes::statements).orElse(List.of());
      if (statements.stream().anyMatch(each -> WITHOUT_NAME.matcher(each).matches())) {
        throw new StorageFailureException(
            "A file that builds an index with CONCURRENTLY must name the index [file="
                + step.getScript()
                + "]; nothing was changed. PostgreSQL would give each repetition of a failed build another name.",
            null);
      }
      boolean builds = statements.stream().anyMatch(each -> BUILD.matcher(each).matches());
      if (builds && onlyIndex(statements).isEmpty()) {
        throw new StorageFailureException(
            "A file that builds an index with CONCURRENTLY must hold that statement alone, with SET and RESET at most [file="
                + step.getScript()
                + "]; nothing was changed. Without a transaction, the other statements could not be rolled"
                + " back. Put each such index into a file of its own.",
            null);
      }
      sets |= builds && statements.size() > 1;
    }
    return sets;
  }

  /** Drops the invalid indexes of steps that are not finished, and forgets that these steps have failed. */
  void mend(MigrationInfo[] steps) {
    for (MigrationInfo step : steps) {
      index(step).ifPresent(index -> mend(step, index));
    }
  }

  /** Whether the next call repeats a step that has failed. */
  boolean mends(MigrationInfo step) {
    return database.isPostgreSql() && index(step).isPresent();
  }

  private Optional<String> index(MigrationInfo step) {
    return isUnfinished(step)
        ? text(step.getScript()).flatMap(sql -> onlyIndex(statements(sql)))
        : Optional.empty();
  }

  private static boolean isUnfinished(MigrationInfo step) {
    MigrationState state = step.getState();
    return (state.isFailed() || !state.isApplied())
        && state.isResolved()
        && step.getVersion() != null;
  }

  private void mend(MigrationInfo step, String index) {
    try (Connection connection = database.connect()) {
      boolean left = isInvalid(connection, index);
      if (left) {
        LOG.warn(
            "The index {} is invalid: its build in {} did not end. It is dropped and built again.",
            index,
            step.getScript());
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "DROP INDEX CONCURRENTLY IF EXISTS " + quoted(schema) + "." + quoted(index));
        }
      }
      if (step.getState().isFailed()) {
        forget(connection, step.getVersion().getVersion());
      }
    } catch (SQLException e) {
      throw Failures.whileAsking(e, "The invalid index " + index + " could not be dropped");
    }
  }

  private boolean isInvalid(Connection connection, String index) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INVALID)) {
      statement.setString(1, schema);
      statement.setString(2, index);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private void forget(Connection connection, String version) throws SQLException {
    String sql = "DELETE FROM " + quoted(schema) + "." + quoted(configuration.getTable())
        + " WHERE \"version\" = ? AND NOT \"success\"";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, version);
      statement.executeUpdate();
    }
  }

  /** The statements of a file; one with texts or bodies that have a semicolon falls into parts, of which none builds an index. */
  static List<String> statements(String sql) {
    return Arrays.stream(COMMENT.matcher(sql).replaceAll(" ").split(";"))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** The index of a file that builds one online and does nothing else. */
  static Optional<String> onlyIndex(List<String> statements) {
    var found = new ArrayList<String>();
    for (String statement : statements) {
      Matcher build = BUILD.matcher(statement);
      if (build.matches()) {
        found.add(name(build.group(1)));
      } else if (!HARMLESS.matcher(statement).matches()) {
        return Optional.empty();
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String name(String written) {
    return written.startsWith("\"")
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : written.toLowerCase(Locale.ROOT);
  }

  private Optional<String> text(String script) {
    for (Location location : configuration.getLocations()) {
      try {
        Optional<String> text = text(location, script);
        if (text.isPresent()) {
          return text;
        }
      } catch (IOException e) {
        LOG.debug("The file {} could not be read.", script, e);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("deprecation") // the methods of 11.7 that the later releases still have
  private Optional<String> text(Location location, String script) throws IOException {
    if (location.isFileSystem()) {
      Path file = Path.of(location.getRootPath()).resolve(script);
      return Files.isRegularFile(file)
          ? Optional.of(Files.readString(file, configuration.getEncoding()))
          : Optional.empty();
    }
    if (!location.isClassPath()) {
      return Optional.empty();
    }
    try (InputStream in =
        configuration.getClassLoader().getResourceAsStream(location.getRootPath() + "/" + script)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), configuration.getEncoding()));
    }
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
