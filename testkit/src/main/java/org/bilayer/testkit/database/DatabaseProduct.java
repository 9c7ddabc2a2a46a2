package org.bilayer.testkit.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The products that tests run on, and how each makes and drops a private schema. Schema names have
 * only lower-case letters, digits and underscores.
 */
enum DatabaseProduct {
  H2("h2", "H2", "org.h2.Driver", "com.h2database:h2") {
    @Override
    ServerAddress schemaAddress(ServerAddress server, String schema) {
      return server.at(new JdbcUrl(
          "jdbc:h2:mem:" + schema + ";DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE"));
    }

    @Override
    void create(ServerAddress server, String schema) throws SQLException {
      run(schemaAddress(server, schema), "SET DB_CLOSE_DELAY -1");
    }

    @Override
    void drop(ServerAddress server, String schema) throws SQLException {
      run(schemaAddress(server, schema), "SHUTDOWN");
    }

    @Override
    String currentSchema(Connection connection) throws SQLException {
      String url = connection.getMetaData().getURL();
      return url.substring(url.lastIndexOf(':') + 1);
    }

    @Override
    boolean isNameTaken(SQLException failure) {
      return false;
    }
  },

  POSTGRESQL("postgresql", "PostgreSQL", "org.postgresql.Driver", "org.postgresql:postgresql") {
    /** The server's list of connections then says which belong to the schema. */
    @Override
    ServerAddress schemaAddress(ServerAddress server, String schema) {
      return server.at(server
          .url()
          .withParameter("currentSchema", schema)
          .withParameter("ApplicationName", schema));
    }

    @Override
    void create(ServerAddress server, String schema) throws SQLException {
      run(server, "CREATE SCHEMA \"" + schema + "\"");
    }

    @Override
    void drop(ServerAddress server, String schema) throws SQLException {
      // A server at work does not notice that its client is gone, and keeps its locks.
      run(
          server,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + schema + "'",
          "SET lock_timeout = '10s'",
          "DROP SCHEMA \"" + schema + "\" CASCADE");
    }

    @Override
    String currentSchema(Connection connection) throws SQLException {
      return String.valueOf(connection.getSchema());
    }

    @Override
    boolean isNameTaken(SQLException failure) {
      return "42P06".equals(failure.getSQLState());
    }
  },

  MARIADB("mariadb", "MariaDB", "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client") {
    @Override
    ServerAddress schemaAddress(ServerAddress server, String schema) {
      return server.at(server.url().withDatabase(schema));
    }

    @Override
    void create(ServerAddress server, String schema) throws SQLException {
      run(server, "CREATE DATABASE `" + schema + "` CHARACTER SET utf8mb4");
    }

    @Override
    void drop(ServerAddress server, String schema) throws SQLException {
      // Tables of two databases of one test may refer to each other.
      run(
          server,
          "SET SESSION lock_wait_timeout = 10",
          "SET SESSION foreign_key_checks = 0",
          "DROP DATABASE `" + schema + "`");
    }

    @Override
    String currentSchema(Connection connection) throws SQLException {
      return String.valueOf(connection.getCatalog());
    }

    @Override
    boolean isNameTaken(SQLException failure) {
      return failure.getErrorCode() == 1007;
    }
  };

  private final String label;
  private final String productName;
  private final String driverClass;
  private final String driverArtifact;

  DatabaseProduct(String label, String productName, String driverClass, String driverArtifact) {
    this.label = label;
    this.productName = productName;
    this.driverClass = driverClass;
    this.driverArtifact = driverArtifact;
  }

  /** A server's URL with a time limit for connecting, of ten seconds unless the URL has one. */
  JdbcUrl withConnectTimeout(JdbcUrl url) {
    return switch (this) {
      case H2 -> url;
      case POSTGRESQL -> url.withDefault("connectTimeout", "10");
      case MARIADB -> url.withDefault("connectTimeout", "10000");
    };
  }

  /**
   * The URL of a server that nobody named: it is on this machine and may have no certificate, without which the driver of
   * MariaDB refuses to connect from version 4 on. A URL that the user gives is taken as it is.
   */
  JdbcUrl unencrypted(JdbcUrl url) {
    return this == MARIADB ? url.withDefault("sslMode", "disable") : url;
  }

  /** What connections that see only this schema are made from. */
  abstract ServerAddress schemaAddress(ServerAddress server, String schema);

  /** Creates a schema; fails if there is one under that name. */
  abstract void create(ServerAddress server, String schema) throws SQLException;

  /** Drops a schema with everything in it, waiting at most ten seconds for locks of others. */
  abstract void drop(ServerAddress server, String schema) throws SQLException;

  /** The schema that a connection works in. */
  abstract String currentSchema(Connection connection) throws SQLException;

  /** Whether creating a schema failed because there is one under that name. */
  abstract boolean isNameTaken(SQLException failure);

  /** The name in settings, messages and {@link TestDatabase#name()}. */
  String label() {
    return label;
  }

  /** What the server calls itself. */
  String productName() {
    return productName;
  }

  String driverClass() {
    return driverClass;
  }

  String driverArtifact() {
    return driverArtifact;
  }

  /** Whether it runs outside this JVM, so that a user can say where. */
  boolean isServer() {
    return this != H2;
  }

  /** The system property for one detail of the server that the user names. */
  String property(String detail) {
    return "bilayer." + label + "." + detail;
  }

  String exampleUrl() {
    return "jdbc:" + label + "://HOST:PORT/DATABASE?user=USER&password=PASSWORD";
  }

  private static void run(ServerAddress address, String... statements) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
