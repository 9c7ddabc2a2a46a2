package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bilayer.spi.Schema;
import org.bilayer.spi.StoredType;
import org.bilayer.spi.Table;
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
 * @param sortBuffer bytes in which new connections sort
 */
record MariaDbServer(
    String levelVariable,
    Optional<Boolean> snapshotIsolation,
    boolean countsBatches,
    int sortBytes,
    int sortBytesWanted,
    long sortBuffer) {

  private static final Logger LOG = LoggerFactory.getLogger(MariaDbServer.class);

  /** For writing SQL without a server at hand. */
  static final MariaDbServer UNKNOWN =
      new MariaDbServer("tx_isolation", Optional.of(true), true, 1024, 1024, 2_097_152);

  private static final int NO_RIGHT_IN_DATABASE = 1044;

  /** The dialect of the server behind a connection. */
  static MariaDbDialect dialect(Connection connection, Schema schema) throws SQLException {
    String version =
        MariaDbDialect.NAME + " " + connection.getMetaData().getDatabaseProductVersion();
    Map<String, String> variables = variables(connection);
    String mode = variables.getOrDefault("sql_mode", "");
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      throw new IllegalStateException(
          "MariaDB runs without strict mode and would cut values silently"
              + " [sql_mode=" + mode + "]. Add STRICT_TRANS_TABLES to sql_mode, on the server or by"
              + " sessionVariables in the JDBC URL.");
    }
    Optional<Boolean> snapshot = Optional.ofNullable(variables.get("innodb_snapshot_isolation"))
        .map(value -> value.equalsIgnoreCase("ON"));
    if (snapshot.isEmpty()) {
      LOG.warn(
          "{} has no innodb_snapshot_isolation, so it loses updates at REPEATABLE READ and the level SNAPSHOT is not"
              + " offered. It came with 10.6.18, 10.11.8 and 11.4.2.",
          version);
    }
    return new MariaDbDialect(
        version,
        new MariaDbServer(
            variables.containsKey("transaction_isolation")
                ? "transaction_isolation"
                : "tx_isolation",
            snapshot,
            countsBatches(connection, version),
            Integer.parseInt(variables.getOrDefault("max_sort_length", "1024")),
            sortBytesWanted(schema),
            Long.parseLong(variables.getOrDefault("sort_buffer_size", "2097152"))));
  }

  private static Map<String, String> variables(Connection connection) throws SQLException {
    var variables = new HashMap<String, String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode',"
                + " 'innodb_snapshot_isolation', 'max_sort_length', 'sort_buffer_size', 'transaction_isolation')")) {
      while (rows.next()) {
        variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
      }
    }
    return variables;
  }

  /** Long bytes are sorted with their length behind them, in up to four bytes. */
  private static final int LENGTH_BYTES = 4;

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
      case TEXT, ENUM -> type.length() * 4;
      case BYTES -> type.length() + LENGTH_BYTES;
      default -> 0;
    };
  }

  /*
   * Two settings of the driver break what the engine relies on. With useAffectedRows an update that changes nothing
   * answers 0 and looks like a stale version: refused. With useBulkStmts a batch answers "success, count unknown", and a
   * stale version would pass unseen: updates and deletes then go one by one. Neither can be asked for, so both are
   * tried, on a temporary table of this connection.
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
            "{}: without the right to create temporary tables the driver's counts cannot be tried; updates and deletes"
                + " go one by one. Make sure that useAffectedRows is not set.",
            version);
        return false;
      }
      try {
        statement.execute("INSERT INTO bilayer_counts VALUES (1, 1), (2, 1)");
        if (statement.executeUpdate("UPDATE bilayer_counts SET v = 1 WHERE id = 1") != 1) {
          throw new IllegalStateException(
              "The MariaDB driver counts changed rows instead of met rows, so an"
                  + " update without a difference looks like a stale version. Remove useAffectedRows=true from"
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
