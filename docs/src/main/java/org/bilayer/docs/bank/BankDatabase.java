package org.bilayer.docs.bank;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** A schema made for one bank, with a pool of connections to it; dropped when it is closed. */
final class BankDatabase implements AutoCloseable {

  private final DatabaseServer server;
  private final String schema;

  /** Makes and drops the schema; in H2 it also keeps the database alive. */
  private final Connection administration;

  private final HikariDataSource pool;
  private final Thread atExit = new Thread(this::drop, "bank-drop-schema");

  private BankDatabase(
      DatabaseServer server, String schema, Connection administration, HikariDataSource pool) {
    this.server = server;
    this.schema = schema;
    this.administration = administration;
    this.pool = pool;
  }

  /**
   * Makes an empty schema.
   *
   * @throws SQLException if the server refuses, or cannot be reached
   */
  static BankDatabase create(DatabaseServer server, int connections) throws SQLException {
    String schema = String.format(
        Locale.ROOT, "bilayer_bank_%08x", ThreadLocalRandom.current().nextInt());
    String url = server.url(schema);
    Connection administration = connect(server, url);
    try {
      execute(administration, server.product().create(schema));
    } catch (SQLException e) {
      administration.close();
      throw e;
    }
    var config = new HikariConfig();
    config.setDriverClassName(server.product().driver());
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    switch (server.product()) {
      case H2 -> {}
      case POSTGRESQL -> config.setSchema(schema);
      case MARIADB -> config.setCatalog(schema);
    }
    var database = new BankDatabase(server, schema, administration, new HikariDataSource(config));
    // For a bank that is interrupted.
    Runtime.getRuntime().addShutdownHook(database.atExit);
    return database;
  }

  private static Connection connect(DatabaseServer server, String url) throws SQLException {
    try {
      // Where the class path is not the system's, DriverManager does not find the driver by itself.
      Class.forName(server.product().driver());
    } catch (ClassNotFoundException e) {
      throw new SQLException("The JDBC driver is missing: " + server.product().driver(), e);
    }
    return DriverManager.getConnection(url);
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Connections to the schema. */
  DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      return;
    }
    drop();
  }

  private void drop() {
    pool.close();
    try (administration) {
      execute(administration, server.product().drop(schema));
    } catch (SQLException e) {
      System.err.println("The schema " + schema + " could not be dropped: " + e.getMessage());
    }
  }
}
