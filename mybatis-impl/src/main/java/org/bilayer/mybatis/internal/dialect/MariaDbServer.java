package org.bilayer.mybatis.internal.dialect;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found out about a MariaDB server, and about the driver's settings for it.
 *
 * @param levelVariable the system variable of the isolation level
 * @param snapshotIsolation whether innodb_snapshot_isolation is on in new connections; empty where the server does not
 *     have it
 * @param countsBatches whether batches of updates answer with counts
 * @param sortBytes how much of a value ORDER BY looks at in new connections
 * @param sortBytesWanted how much it has to look at for the columns of the schema
 * @param packetBytes the largest statement the server takes
 * @param sortBuffer bytes in which new connections sort
 * @param ignoresCaseOfTables whether names of tables that differ by letter case only are the same
 * @param zoneToRestore the time zone of new connections, where units of work have to set another one: the server converts
 *     columns of {@code timestamp} by it. Empty if it is UTC, or the schema has no such column
 */
record MariaDbServer(
    String levelVariable,
    Optional<Boolean> snapshotIsolation,
    boolean countsBatches,
    int sortBytes,
    int sortBytesWanted,
    long packetBytes,
    long sortBuffer,
    boolean ignoresCaseOfTables,
    Optional<String> zoneToRestore) {

  private static final Logger LOG = LoggerFactory.getLogger(MariaDbServer.class);

  /** For writing SQL without a server at hand. */
  static final MariaDbServer UNKNOWN = new MariaDbServer(
      "tx_isolation",
      Optional.of(true),
      true,
      1024,
      1024,
      16_777_216,
      2_097_152,
      false,
      Optional.empty());

  static final String NAME = "MariaDB";

  private static final String UTC = "+00:00";

  private static final int NO_RIGHT_IN_DATABASE = 1044;

  /** The system variable that lets the next transaction only read; named as that of the level. */
  String readOnlyVariable() {
    return levelVariable.replace("isolation", "read_only");
  }

  /**
   * The server behind a connection.
   *
   * @param version for messages
   */
  static MariaDbServer of(Connection connection, String version, Schema schema)
      throws SQLException {
    SettingsCheck settings = settings(connection);
    String mode = Objects.requireNonNullElse(settings.value("sql_mode"), "");
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      throw new IllegalStateException(
          "MariaDB runs without strict mode and would cut values silently"
              + " [sql_mode=" + mode + "]. Add STRICT_TRANS_TABLES to sql_mode, on the server or by"
              + " sessionVariables in the JDBC URL.");
    }
    if (hasZeroDates(schema) && mode.contains("NO_ZERO_DATE")) {
      throw new IllegalStateException(
          "MariaDB refuses zero dates, for which a column of the model has a rule [sql_mode=" + mode
              + "]. Remove NO_ZERO_DATE and TRADITIONAL from sql_mode, on the server or by sessionVariables in the"
              + " JDBC URL.");
    }
    Optional<Boolean> snapshot = Optional.ofNullable(settings.value("innodb_snapshot_isolation"))
        .map(value -> value.equalsIgnoreCase("ON"));
    if (snapshot.isEmpty()) {
      LOG.warn(
          "{} has no innodb_snapshot_isolation, and therefore loses updates at REPEATABLE READ. "
              + "The level SNAPSHOT is not offered. The setting exists since 10.6.18, 10.11.8 and 11.4.2.",
          version);
    }
    return new MariaDbServer(
        settings.value("transaction_isolation") == null ? "tx_isolation" : "transaction_isolation",
        snapshot,
        !connection.isReadOnly() && countsBatches(connection, version),
        Integer.parseInt(Objects.requireNonNullElse(settings.value("max_sort_length"), "1024")),
        sortBytesWanted(schema),
        Long.parseLong(
            Objects.requireNonNullElse(settings.value("max_allowed_packet"), "16777216")),
        Long.parseLong(Objects.requireNonNullElse(settings.value("sort_buffer_size"), "2097152")),
        !"0".equals(Objects.requireNonNullElse(settings.value("lower_case_table_names"), "0")),
        zoneToRestore(settings, schema));
  }

  private static boolean hasZeroDates(Schema schema) {
    return schema.tables().stream()
        .flatMap(table -> table.columns().stream())
        .map(StoredColumn::type)
        .anyMatch(type -> type.isZeroDateAbsent() || type.zeroDate() != null);
  }

  private static Optional<String> zoneToRestore(SettingsCheck settings, Schema schema) {
    boolean converts = schema.tables().stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(column ->
            column.type().kind() == StoredType.Kind.INSTANT && column.type().isRanged());
    return Optional.ofNullable(settings.value("time_zone"))
        .filter(zone -> converts && !zone.equals(UTC));
  }

  private static SettingsCheck settings(Connection connection) throws SQLException {
    // Alone and with a limit of its own: it cuts the list of settings, too.
    SettingsCheck.read(
            connection, NAME, "SELECT 'sql_select_limit', CAST(@@sql_select_limit AS CHAR) LIMIT 1")
        .require(
            "sql_select_limit",
            limit -> new BigInteger(limit).bitLength() >= Long.SIZE - 1,
            "DEFAULT",
            "queries lose rows");
    return SettingsCheck.read(
            connection,
            NAME,
            "SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode', 'innodb_snapshot_isolation',"
                + " 'max_sort_length', 'sort_buffer_size', 'transaction_isolation', 'max_allowed_packet',"
                + " 'foreign_key_checks', 'unique_checks', 'check_constraint_checks',"
                + " 'sql_safe_updates', 'sql_big_selects', 'sql_auto_is_null',"
                + " 'completion_type', 'lower_case_table_names', 'time_zone')")
        .require("foreign_key_checks", "ON", "references are not checked")
        .require("unique_checks", "ON", "two rows may get the same key")
        .require("check_constraint_checks", "ON", "CHECK constraints are not enforced")
        .require("sql_safe_updates", "OFF", "changes by a condition are refused")
        .require("sql_big_selects", "ON", "queries over many rows are refused")
        .require("sql_auto_is_null", "OFF", "IS NULL finds the row that was added last")
        .require(
            "completion_type", "NO_CHAIN", "a commit begins a transaction or ends the session");
  }

  /** Long bytes are sorted with their length behind them, in up to four bytes. */
  private static final int LENGTH_BYTES = 4;

  private static final int BYTES_PER_CODE_POINT = 4;

  /** A text sorts by up to four bytes a code point; what is beyond max_sort_length is ignored. */
  private static int sortBytesWanted(Schema schema) {
    int bytes = 0;
    for (Table table : schema.tables()) {
      for (int column = 0; column < table.columns().size(); column++) {
        bytes = Math.max(bytes, sortBytes(table.type(column)));
      }
    }
    return bytes;
  }

  /** How much of a value of a type ORDER BY has to look at; 0 for types whose values are all short. */
  static int sortBytes(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> type.length() * BYTES_PER_CODE_POINT;
      case BYTES -> type.length() + LENGTH_BYTES;
      default -> 0;
    };
  }

  /*
   * Two settings of the driver break what the engine relies on. With useAffectedRows an update that changes nothing
   * answers 0 and looks like a stale version: refused. With useBulkStmts a batch answers "success, count unknown", and a
   * stale version would pass unseen: updates and deletes then go one by one. Neither can be asked for, so both are
   * tried, on a temporary table of this connection. A connection that must not write cannot have one; its updates and deletes
   * are refused anyway, and those of another connection of the pool go one by one.
   */
  private static boolean countsBatches(Connection connection, String version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try {
        statement.execute("CREATE TEMPORARY TABLE bilayer_counts (id int PRIMARY KEY, v int)");
      } catch (SQLException e) {
        if (e.getErrorCode() != NO_RIGHT_IN_DATABASE) {
          throw e;
        }
        LOG.warn(
            "{}: the user has no right to create temporary tables, and the library cannot test "
                + "the driver's row counts. Updates and deletes are sent one at a time. Make "
                + "sure that useAffectedRows is not set.",
            version);
        return false;
      }
      try {
        statement.execute("INSERT INTO bilayer_counts VALUES (1, 1), (2, 1)");
        if (statement.executeUpdate("UPDATE bilayer_counts SET v = 1 WHERE id = 1") != 1) {
          throw new IllegalStateException(
              "The MariaDB driver counts changed rows instead of matched rows. An update without "
                  + "a difference would therefore look like a stale version. Remove useAffectedRows=true from"
                  + " the JDBC URL.");
        }
        return countsBatch(connection);
      } finally {
        statement.execute("DROP TEMPORARY TABLE bilayer_counts");
      }
    }
  }

  private static boolean countsBatch(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE bilayer_counts SET v = ? WHERE id = ?")) {
      for (int id = 2; id <= 3; id++) {
        update.setInt(1, 2);
        update.setInt(2, id);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      return counts.length == 2 && counts[0] == 1 && counts[1] == 0;
    }
  }
}
